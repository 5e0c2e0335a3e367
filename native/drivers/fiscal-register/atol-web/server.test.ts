import { describe, expect, test } from 'vitest'
import { encodeResponse } from '../../../codecs/http/http-message.ts'
import { authorise } from '../../../foundation/operation.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import type { SettingValues } from '../../device-family.ts'
import { createAtolWebDriver } from './driver.ts'
import { bench, once, type SentRequest } from './test-bench.ts'
import { wire } from './wire.ts'

const cashier = { name: 'Иванова А.П.' }
const openShift = ({ register, run }: ReturnType<typeof bench>, signal?: AbortSignal) =>
  run(register.openShift(cashier, { authorisation: authorise('register.open-shift', 'fiscal'), signal }))
const numbers = (requests: readonly SentRequest[]) => new Set(requests.flatMap(({ json }) => json?.['uuid'] ?? []))
const posts = (requests: readonly SentRequest[]) => requests.filter(({ path }) => path.endsWith('/requests'))

describe('versions', () => {
  test('the newer one is asked past its queue where it has a way for that', async () => {
    const { register, run, sent } = bench()
    await run(register.readStatus({}))
    expect(sent()).toEqual(['POST /api/v2/operations/queryDeviceStatus'])
    await run(register.readDocument(2, {}))
    expect(sent()).toEqual(['POST /api/v2/requests', 'GET /api/v2/requests/uuid'])
  })

  test('the earlier one has only its queue', async () => {
    const { register, run, sent } = bench({ linkLayer: 'v1' })
    await run(register.readStatus({}))
    expect(sent()).toEqual(['POST /requests', 'GET /requests/uuid'])
  })

  test('which one it is, is found out once', async () => {
    const { register, run, sent } = bench({})
    await run(register.readStatus({}))
    await run(register.readStatus({}))
    expect(sent()).toEqual([
      'GET /api/v2/serverInfo',
      'POST /api/v2/operations/queryDeviceStatus',
      'POST /api/v2/operations/queryDeviceStatus',
    ])
  })

  test('one that is in trouble is not taken for the earlier one', async () => {
    const clock = new SimulatedClock()
    const answers = [500, 200].map((status) =>
      encodeResponse({ status, reason: '' }, [], new TextEncoder().encode('{"product":"a","version":"1"}')),
    )
    const listeners = new Set<(bytes: Uint8Array) => void>()
    const paths: string[] = []
    const link: ByteLink = {
      ended: new Promise(() => {}),
      async write(bytes) {
        paths.push(new TextDecoder().decode(bytes).split(' ')[1] ?? '')
        const answer = answers.shift()
        if (answer) clock.schedule(1, () => listeners.forEach((listener) => listener(answer)))
      },
      subscribe: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
      async close() {},
    }
    const register = createAtolWebDriver({ access: { kind: 'bytes', link }, clock, settings: {} })
    const run = <T>(work: Promise<T>) => clock.runUntilSettled(work, 3_600_000)
    await expect(run(register.readStatus({}))).rejects.toMatchObject({
      code: 'device.refused',
      data: { deviceCode: 'HTTP 500' },
    })
    await expect(run(register.readStatus({}))).rejects.toMatchObject({ code: 'link.timeout' })
    expect(paths.slice(0, 3)).toEqual([
      '/api/v2/serverInfo',
      '/api/v2/serverInfo',
      '/api/v2/operations/queryDeviceStatus',
    ])
  })

  test('a register is named to the newer one, and one that it does not have is told', async () => {
    const known = bench({ linkLayer: 'v2', deviceID: '1' })
    await known.run(known.register.readStatus({}))
    expect(known.sent()).toEqual(['POST /api/v2/operations/queryDeviceStatus?deviceID=1'])
    await known.run(known.register.readDocument(1, {}))
    expect(known.sent()).toEqual(['POST /api/v2/requests?deviceID=1', 'GET /api/v2/requests/uuid?deviceID=1'])
    const unknown = bench({ linkLayer: 'v2', deviceID: '77' })
    await expect(unknown.run(unknown.register.readStatus({}))).rejects.toMatchObject({
      code: 'device.refused',
      data: { deviceCode: 'HTTP 404', deviceText: { ru: 'Устройство с ID [77] не найдено' } },
    })
  })
})

describe('who may use the server', () => {
  const user = { linkLayer: 'v2', userName: 'user', userPassword: '1234' }

  test('a user and his password are sent, and hidden from whoever reads along', async () => {
    const { register, run, simulator, requests } = bench(user)
    simulator.control('require-sign-in')
    await run(register.readStatus({}))
    expect(requests[0]?.headers).toContainEqual(['authorization', 'Basic dXNlcjoxMjM0'])
    const bytes = new TextEncoder().encode(
      'POST /requests HTTP/1.1\r\nHost: localhost\r\nauthorization: Basic dXNlcjoxMjM0\r\nContent-Length: 26\r\n\r\n{"accessPassword":"тай\\"1"}',
    )
    const masked = wire.mask?.(bytes) ?? bytes
    const text = new TextDecoder().decode(masked)
    expect(masked).toHaveLength(bytes.length)
    expect(text).toContain('authorization: Basic ************\r\n')
    expect(text).toMatch(/\{"accessPassword":"\*+"\}$/u)
  })

  test.each([{}, { userName: 'user', userPassword: '4321' }])('without them it says so: %j', async (settings) => {
    const { register, run, simulator } = bench({ linkLayer: 'v2', ...settings })
    simulator.control('require-sign-in')
    await expect(run(register.readStatus({}))).rejects.toMatchObject({ code: 'register.password-wrong' })
  })

  test.each([
    { linkLayer: 'v3' },
    { deviceID: 'a b' },
    { deviceID: 'x'.repeat(17) },
    { userName: 'a:b' },
    { userName: 'a\n' },
    { userName: 'a', userPassword: 3 },
  ])('a setting that the form would not let through is refused: %j', (settings) => {
    expect(() => bench(settings as SettingValues)).toThrow('operation.wrong-argument')
  })
})

describe('a request whose answer was lost', () => {
  test.each(['v1', 'v2'])('%s: is asked for under its number, not made again', async (linkLayer) => {
    const played = bench(
      { linkLayer },
      once(`POST ${linkLayer === 'v2' ? '/api/v2' : ''}/requests`, (simulator) => simulator.control('lost-answer')),
    )
    if (linkLayer === 'v1') await played.run(played.register.readShift({}))
    expect(await openShift(played)).toMatchObject({ state: 'done', value: { documentNumber: 5 } })
    expect(played.machine.executed.get('fiscal-document')).toBe(1)
  })

  test('that never arrived is handed over again under the same number', async () => {
    const played = bench(
      { linkLayer: 'v2' },
      once('POST /api/v2/requests', (simulator) => {
        simulator.control('silence')
        played.clock.schedule(5, () => simulator.control('silence', false))
      }),
    )
    expect(await openShift(played)).toMatchObject({ state: 'done' })
    expect(posts(played.requests)).toHaveLength(2)
    expect(numbers(played.requests).size).toBe(1)
    expect(played.machine.executed.get('fiscal-document')).toBe(1)
  })

  test('v1: and that is long in coming to its turn, is waited for', async () => {
    const lose = once('POST /requests', (simulator) => simulator.control('lost-answer'))
    const played = bench({ linkLayer: 'v1' }, (request, simulator) => {
      const [task] = (request.json?.['request'] ?? []) as { type: string }[]
      if (task?.type !== 'openShift') return
      simulator.control('queue-blocked', 20_000)
      lose(request, simulator)
    })
    expect(await openShift(played)).toMatchObject({ state: 'done', value: { documentNumber: 5 } })
    expect(played.machine.executed.get('fiscal-document')).toBe(1)
  })

  test('twice over is taken once: the second is told that the number is taken', async () => {
    const { machine, clock, simulator } = bench()
    const answers: string[] = []
    const { receive } = simulator.attach((bytes) => answers.push(new TextDecoder().decode(bytes).slice(9, 12)))
    const request = { uuid: '1', request: [{ type: 'openShift', operator: { name: 'Ким' } }] }
    const bytes = bytesOf({ method: 'POST', path: '/api/v2/requests', headers: [], json: request })
    receive(bytes)
    receive(bytes)
    await clock.advance(1_000)
    expect(answers).toEqual(['201', '409'])
    expect(machine.executed.get('fiscal-document')).toBe(1)
  })

  test('the result of a document names it, and so does the document where the result was lost', async () => {
    const heard = await openShift(bench())
    const lost = bench({ linkLayer: 'v2' })
    const count = lost.machine.count.bind(lost.machine)
    lost.machine.count = (effect) => {
      count(effect)
      if (effect === 'fiscal-document') lost.simulator.control('register-lost-after-execution')
    }
    const described = await openShift(lost)
    expect(described).toMatchObject({ state: 'done', value: { documentNumber: 5 } })
    if (heard.state !== 'done' || described.state !== 'done') throw new Error('done is expected')
    expect(described.value.fiscalSign).toBe(heard.value.fiscalSign)
    expect(lost.machine.executed.get('fiscal-document')).toBe(1)
  })
})

const bytesOf = ({ method, path, json }: SentRequest): Uint8Array => {
  const body = new TextEncoder().encode(JSON.stringify(json))
  const head = new TextEncoder().encode(`${method} ${path} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n`)
  return Uint8Array.from([...head, ...body])
}

describe('the server loses the register', () => {
  test.each(['register-lost', 'register-lost-after-execution', 'power-cycle-after-execution'])(
    '%s: a document is made once or not at all, and it is known which',
    async (fault) => {
      const played = bench(
        { linkLayer: 'v2' },
        once('POST /api/v2/requests', (simulator) => simulator.control(fault)),
      )
      const outcome = await openShift(played)
      const made = fault === 'register-lost' ? undefined : 1
      expect(outcome.state).toBe(made ? 'done' : 'not-done')
      expect(played.machine.executed.get('fiscal-document')).toBe(made)
    },
  )

  test.each([
    ['register-lost', 'not-done'],
    ['register-lost-after-execution', 'done'],
  ])('v1 says only that: %s', async (fault, state) => {
    const played = bench({ linkLayer: 'v1' }, (request, simulator) => {
      const [task] = (request.json?.['request'] ?? []) as { type: string }[]
      if (task?.type === 'openShift') simulator.control(fault)
    })
    expect((await openShift(played)).state).toBe(state)
  })

  test('of what only moves it cannot be known', async () => {
    const { register, run, machine } = bench(
      { linkLayer: 'v2' },
      once('POST /api/v2/requests', (simulator) => simulator.control('register-lost-after-execution')),
    )
    expect(await run(register.printText(['Проба'], {}))).toMatchObject({
      state: 'in-doubt',
      failure: { code: 'link.lost', data: { deviceCode: '241' } },
    })
    expect(machine.executed.get('print-line')).toBe(1)
  })

  test('a question is refused in the driver’s words', async () => {
    const { register, run, simulator } = bench()
    simulator.control('register-lost')
    await expect(run(register.readStatus({}))).rejects.toMatchObject({
      code: 'link.lost',
      data: { deviceCode: '2', deviceText: { en: 'no connection to the register' }, command: 'getDeviceStatus' },
    })
    expect(await run(register.readShift({}))).toMatchObject({ number: 1 })
  })

  test('a register that is not active on the server', async () => {
    const { register, run } = bench(
      { linkLayer: 'v2' },
      once('POST /api/v2/requests', (simulator) => simulator.control('device-not-active')),
    )
    expect(await run(register.printXReport({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'device.refused', data: { deviceCode: 'HTTP 409' } },
    })
  })
})

describe('the queue', () => {
  test('that stands is not left with a task that would be done when nobody expects it', async () => {
    const { register, run, simulator, machine, clock, sent } = bench()
    simulator.control('queue-blocked', 60_000)
    expect(await run(register.printXReport({}))).toMatchObject({ state: 'not-done', failure: { code: 'link.lost' } })
    expect(sent()).toContain('DELETE /api/v2/requests/uuid')
    await clock.advance(120_000)
    expect(machine.executed.size).toBe(0)
  })

  test('a person who cancels takes the task out of it', async () => {
    const abort = new AbortController()
    const played = bench({ linkLayer: 'v2' }, ({ method, path }) => {
      if (method === 'POST' && path.endsWith('/requests')) played.clock.schedule(3, () => abort.abort())
    })
    const outcome = await openShift(played, abort.signal)
    expect(outcome).toMatchObject({ state: 'not-done', failure: { code: 'operation.cancelled' } })
    await played.clock.advance(60_000)
    expect(played.machine.executed.size).toBe(0)
  })

  test('paper that is loaded in time lets a document be made', async () => {
    const played = bench({ linkLayer: 'v2' })
    const { simulator, clock, machine } = played
    simulator.control('block-on-print-errors')
    simulator.control('run-out-of-paper')
    clock.schedule(20_000, () => simulator.control('load-paper'))
    expect(await openShift(played)).toMatchObject({ state: 'done', value: { documentNumber: 5 } })
    expect(machine.executed.get('fiscal-document')).toBe(1)
  })

  test('a refusal is told with its number and in both languages', async () => {
    const played = bench()
    await openShift(played)
    expect(await openShift(played)).toMatchObject({
      state: 'not-done',
      failure: {
        code: 'register.wrong-mode',
        data: { deviceCode: '83', deviceText: { ru: 'смена открыта', en: 'shift is open' }, command: 'openShift' },
      },
    })
  })
})

describe('connections', () => {
  test('one that the server has closed is said so before anything is done', async () => {
    const { register, run, link, machine } = bench()
    await run(register.readStatus({}))
    await link.close()
    expect(await run(register.openDrawer({}))).toMatchObject({ state: 'not-done', failure: { code: 'link.lost' } })
    expect(machine.executed.size).toBe(0)
  })

  test('garbage in front of every answer is no answer', async () => {
    const { register, run, simulator } = bench()
    simulator.control('noise')
    await expect(run(register.readStatus({}))).rejects.toMatchObject({ code: 'link.garbled' })
    simulator.control('noise', false)
    expect(await run(register.readShift({}))).toMatchObject({ number: 1 })
  })
})
