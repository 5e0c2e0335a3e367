import { afterEach, expect, test, vi } from 'vitest'
import { client } from './client.ts'
import { connectionState, setConnectionState } from './connection-state.ts'
import { listenForPorts } from './connect.ts'
import { createFixture } from './fixture/router.ts'
import { openFixturePort } from './fixture/serve.ts'

afterEach(() => setConnectionState({ kind: 'connecting' }))

const announce = (port: MessagePort, source: unknown = window, name = 'stykovka-port') =>
  window.dispatchEvent(Object.assign(new Event('message'), { data: { name }, source, ports: [port] }))

test('a port that the preload announces carries the calls, and a newer one takes over', async () => {
  listenForPorts()
  const first = createFixture({ ticking: false })
  const firstPort = openFixturePort(first)
  announce(firstPort)
  expect((await client.system.state()).hostId).toBe(first.system.value.hostId)
  expect(connectionState().kind).toBe('connected')

  firstPort.close()
  await vi.waitFor(() => expect(connectionState().kind).toBe('lost'))

  const second = createFixture({ ticking: false })
  announce(openFixturePort(second))
  expect((await client.system.state()).hostId).toBe(second.system.value.hostId)
})

test('a port from anybody else is not taken', async () => {
  listenForPorts()
  announce(openFixturePort(createFixture({ ticking: false })), null)
  announce(openFixturePort(createFixture({ ticking: false })), window, 'another-port')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(connectionState().kind).toBe('connecting')
})

test('a call that no host takes for long fails as such', async () => {
  vi.useFakeTimers()
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), milliseconds)
    return controller.signal
  })
  const call = client.system.state().catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(8_100)
  expect(await call).toMatchObject({ name: 'HostDisconnected' })
  timeout.mockRestore()
  vi.useRealTimers()
})
