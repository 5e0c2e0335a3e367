import { createORPCClient } from '@orpc/client'
import { RPCLink as MessagePortLink } from '@orpc/client/message-port'
import { RPCLink as WebSocketLink } from '@orpc/client/websocket'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { connectInProcess } from '../../electron/host/carriers/in-process.ts'
import { serveNodePort, serveParentPort, type ElectronPort } from '../../electron/host/carriers/message-port.ts'
import { serveLoopback } from '../../electron/host/carriers/web-socket.ts'
import { createHost, type Host } from '../../electron/host/create-host.ts'
import { connectionLimits } from '../../electron/host/rpc/connection.ts'
import type { HostClient } from '../../electron/host/rpc/serve.ts'
import { emptyPlace } from '../../electron/host/test-support/empty-place.ts'
import { systemClock } from '../../native/foundation/clock.ts'

let host: Host
const cleanups: (() => unknown)[] = []

beforeEach(async () => {
  host = await createHost({
    clock: systemClock,
    dataDirectory: ':memory:',
    system: emptyPlace(),
    makeBench: emptyPlace,
    shell: 'test',
  })
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  await host.close()
})

const carriers: Record<string, () => Promise<HostClient>> = {
  'in process': async () => connectInProcess(host),

  'a message port': async () => {
    const { port1, port2 } = new MessageChannel()
    serveNodePort(host, port1)
    cleanups.push(() => port2.close())
    return createORPCClient(new MessagePortLink({ port: port2 as unknown as MessagePort }))
  },

  'a message port of the shell': async () => {
    const { port1, port2 } = new MessageChannel()
    let hand: (event: { data: unknown; ports: ElectronPort[] }) => void = () => {}
    serveParentPort(host, { on: (_event, listener) => (hand = listener) })
    // Electron's port gives an event where Node's gives the data, and waits for `start`.
    const wrapped: ElectronPort = {
      on: (event: string, listener: (message?: unknown) => void) =>
        event === 'message'
          ? port1.on('message', (data) => listener({ data, ports: [] }))
          : port1.on('close', listener),
      postMessage: (message) => port1.postMessage(message),
      start: () => port1.start(),
    }
    hand({ data: { kind: 'window' }, ports: [wrapped] })
    cleanups.push(() => port2.close())
    return createORPCClient(new MessagePortLink({ port: port2 as unknown as MessagePort }))
  },

  'a WebSocket': async () => {
    const server = await serveLoopback(host, { port: 0, token: 'secret' })
    const websocket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc?token=secret`)
    cleanups.push(() => server.close())
    cleanups.push(() => websocket.close())
    return createORPCClient(new WebSocketLink({ websocket }))
  },
}

describe.each(Object.keys(carriers))('over %s', (name) => {
  test('a call answers, a subscription follows changes and can be left, errors carry the catalogue', async () => {
    const client = await carriers[name]!()
    expect(await client.system.state()).toMatchObject({ shell: 'test', bench: false, firstRun: true })

    const controller = new AbortController()
    const watch = await client.system.watch(undefined, { signal: controller.signal })
    expect((await watch.next()).value).toMatchObject({ bench: false })
    await client.system.useBench({ bench: true })
    expect((await watch.next()).value).toMatchObject({ bench: true })
    controller.abort()

    await expect(client.bench.plug({ role: 'scale', plugged: false })).rejects.toMatchObject({
      code: 'FAILURE',
      defined: true,
      data: { code: 'host.not-found' },
    })
    await expect(client.system.savePreferences({ theme: 'pink' } as never)).rejects.toMatchObject({
      code: 'FAILURE',
      data: { code: 'host.bad-request', data: { field: 'theme' } },
    })
  })

  test('too many subscriptions of one client are refused, and leaving one makes room', async () => {
    const client = await carriers[name]!()
    const watches = await Promise.all(
      Array.from({ length: connectionLimits.subscriptions }, async () => {
        const controller = new AbortController()
        const watch = await client.system.watch(undefined, { signal: controller.signal })
        await watch.next()
        return { controller, watch }
      }),
    )
    await expect(client.system.watch()).rejects.toMatchObject({ data: { code: 'host.too-many' } })
    const [first] = watches
    const pending = first!.watch.next().catch(() => {})
    first!.controller.abort()
    await pending
    await expect.poll(() => client.system.watch().then(() => 'allowed')).toBe('allowed')
    for (const { controller } of watches) controller.abort()
  })
})

describe('garbage', () => {
  const pieces = [
    '',
    'x',
    '{}',
    '[]',
    'null',
    '{"i":1}',
    '{"i":"z1","p":{}}',
    '{"i":"z1","p":{"u":"//["}}',
    '{"i":"z1","t":9}',
    '{"i":"z1","p":{"u":"/nothing/here"}}',
    '{"i":"z1","p":{"u":"/system/state","h":"x"}}',
    '{"i":"z2","p":{"u":"/system/savePreferences","b":{"json":{},"meta":[[99,"x","y"]]}}}',
  ]

  test('on a message port changes nothing', async () => {
    const { port1, port2 } = new MessageChannel()
    serveNodePort(host, port1)
    cleanups.push(() => port2.close())
    for (const piece of [...pieces, 7, null, undefined, { i: '1' }, new Uint8Array([0xff, 0]), 'x'.repeat(2 << 20)])
      port2.postMessage(piece)
    const client: HostClient = createORPCClient(new MessagePortLink({ port: port2 as unknown as MessagePort }))
    expect(await client.system.state()).toMatchObject({ shell: 'test' })
  })

  test('on a WebSocket ends that socket at most', async () => {
    const server = await serveLoopback(host, { port: 0, token: 'secret' })
    cleanups.push(() => server.close())
    for (const piece of [...pieces, Buffer.from([0xff, 0x00]), 'x'.repeat(2 << 20)]) {
      const socket = new NodeWebSocket(`ws://127.0.0.1:${server.port}/rpc?token=secret`)
      socket.on('error', () => {})
      await new Promise((resolve) => socket.once('open', resolve))
      socket.send(piece)
      socket.close()
    }
    expect(await (await carriers['a WebSocket']!()).system.state()).toMatchObject({ shell: 'test' })
  })

  test('a WebSocket without the token, or from a foreign page, is refused', async () => {
    const server = await serveLoopback(host, { port: 0, token: 'secret' })
    cleanups.push(() => server.close())
    const attempt = (path: string, headers: Record<string, string> = {}) =>
      new Promise((resolve) => {
        const socket = new NodeWebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers })
        socket.once('open', () => resolve('open'))
        socket.once('error', (error) => resolve(error.message))
        cleanups.push(() => socket.terminate())
      })
    expect(await attempt('/rpc?token=secret')).toBe('open')
    expect(await attempt('/rpc')).toMatch('403')
    expect(await attempt('/rpc?token=wrong')).toMatch('403')
    expect(await attempt('/other?token=secret')).toMatch('403')
    expect(await attempt('/rpc?token=secret', { origin: 'https://shop.example' })).toMatch('403')
    expect(await attempt('/rpc?token=secret', { host: 'shop.example' })).toMatch('403')
  })
})
