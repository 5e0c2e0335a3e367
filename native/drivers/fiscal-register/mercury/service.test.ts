import { describe, expect, test } from 'vitest'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import type { SettingValues } from '../../device-family.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { encodeFrame } from './codec/frame.ts'
import { createMercuryDriver } from './driver.ts'
import { bench, once, type Request } from './test-bench.ts'
import { wire } from './wire.ts'

describe('sessions', () => {
  test('every operation opens one and leaves none', async () => {
    const { register, run, sent, state } = bench()
    await run(register.readStatus({}))
    expect(sent()).toEqual(['OpenSession', 'GetStatus', 'CloseSession'])
    await run(register.openDrawer({}))
    expect(sent()).toEqual(['OpenSession', 'GetStatus', 'OpenBox', 'CloseSession'])
    await run(register.identify({}))
    expect(sent()).toEqual(['GetDriverInfo', 'OpenSession', 'GetCommonInfo', 'CloseSession'])
    expect(state()).toMatchObject({ sessions: 0 })
  })

  test('a forgotten one is opened again, once, for a question', async () => {
    const { register, run, sent } = bench({}, once('GetStatus', 'session-forgotten'))
    expect(await run(register.readShift({}))).toMatchObject({ number: 1 })
    expect(sent()).toEqual(['OpenSession', 'GetStatus', 'CloseSession', 'OpenSession', 'GetStatus', 'CloseSession'])
  })

  test('a deed over a forgotten one is refused, not repeated', async () => {
    const { register, run, sent, machine } = bench({}, once('OpenBox', 'session-forgotten'))
    expect(await run(register.openDrawer({}))).toMatchObject({ state: 'not-done', failure: { code: 'device.refused' } })
    expect(machine.executed.size).toBe(0)
    expect(sent().filter((command) => command === 'OpenBox')).toHaveLength(1)
  })

  test('a register that the service lost is looked for once more', async () => {
    const { register, run } = bench({}, once('GetStatus', 'register-lost'))
    expect(await run(register.readShift({}))).toMatchObject({ number: 1 })
    const gone = bench({}, ({ command }, simulator) => command === 'GetStatus' && simulator.control('register-lost'))
    await expect(gone.run(gone.register.readShift({}))).rejects.toMatchObject({ code: 'link.lost' })
  })

  test('a port that another program holds is said with the number and the words of the service', async () => {
    const { register, run, simulator } = bench()
    simulator.control('port-taken', 1)
    expect(await run(register.readShift({}))).toMatchObject({ number: 1 })
    simulator.control('port-taken', 2)
    await expect(run(register.readShift({}))).rejects.toMatchObject({
      code: 'device.refused',
      data: { deviceCode: '3001', deviceText: { ru: 'Не удалось открыть порт' }, command: 'OpenSession' },
    })
  })

  test('one that was left by a cancelled question serves the next', async () => {
    const abort = new AbortController()
    const { register, run, sent, state, clock } = bench({}, once('GetStatus', 'late-answer', 20_000))
    clock.schedule(1_000, () => abort.abort())
    await expect(run(register.readShift({ signal: abort.signal }))).rejects.toMatchObject({
      code: 'operation.cancelled',
    })
    expect(clock.now()).toBeLessThan(2_000)
    sent()
    expect(await run(register.readShift({}))).toMatchObject({ number: 1 })
    expect(sent().filter((command) => command === 'OpenSession')).toEqual([])
    expect(state()).toMatchObject({ sessions: 0 })
  })

  test('a user is named only with a password', async () => {
    const plain = bench({ portName: ' /dev/ttyACM0 ', model: '119F', userNumber: 7 })
    await plain.run(plain.register.readShift({}))
    expect(plain.requests[0]).toEqual({
      sessionKey: null,
      command: 'OpenSession',
      portName: '/dev/ttyACM0',
      model: '119F',
      baudRate: 115_200,
      debug: false,
    })
    const named = bench({ portName: '192.168.1.5:5050', userNumber: 7, userPassword: '0007' })
    await named.run(named.register.readShift({}))
    expect(named.requests[0]).toMatchObject({ userNumber: 7, userPassword: '0007' })
  })

  test('a password is not recorded, and what is recorded is still a frame', () => {
    const request = { sessionKey: null, command: 'OpenSession', userNumber: 7, userPassword: 'тай"на\\1', debug: false }
    const bytes = encodeFrame(request)
    const masked = wire.mask?.(bytes) ?? bytes
    expect(masked).toHaveLength(bytes.length)
    const { userPassword, ...rest } = wire.decode({ bytes: masked, direction: 'to-device' }).value['json'] as Request
    expect(userPassword).toMatch(/^\*+$/u)
    expect(rest).toEqual({ sessionKey: null, command: 'OpenSession', userNumber: 7, debug: false })
    const other = encodeFrame({ sessionKey: '1', command: 'PrintText', text: 'userPassword' })
    expect(wire.mask?.(other)).toEqual(other)
  })

  test.each([
    { portName: ' ' },
    { portName: 3 },
    { baudRate: 0 },
    { userNumber: 1.5 },
    { userPassword: 'x'.repeat(33) },
  ])('a setting that the form would not let through is refused: %j', (settings) => {
    expect(() => bench(settings as SettingValues)).toThrow('operation.wrong-argument')
  })
})

describe('answers', () => {
  test('come in pieces, as slowly as a line may be', async () => {
    const { clock, simulator } = bench()
    const line = simulatedLink(simulator, clock)
    let held = 0
    const link: ByteLink = {
      ...line,
      subscribe: (listener) =>
        line.subscribe((bytes) => {
          held = Math.max(held, clock.now())
          for (let at = 0; at < bytes.length; at += 25) {
            held += 6_000
            clock.schedule(held - clock.now(), () => listener(bytes.slice(at, at + 25)))
          }
        }),
    }
    const register = createMercuryDriver({ access: { kind: 'bytes', link }, clock, settings: {} })
    expect(await clock.runUntilSettled(register.readShift({}), 3_600_000)).toMatchObject({ number: 1 })
    expect(held).toBeGreaterThan(100_000)
  })

  test.each([61_000, 75_000, 115_000])('a deed answered after %i ms is known to be done', async (late) => {
    const { register, run, machine, simulator } = bench()
    const count = machine.count.bind(machine)
    machine.count = (effect) => {
      count(effect)
      if (effect === 'drawer') simulator.control('late-answer', late)
    }
    expect(await run(register.openDrawer({}))).toEqual({ state: 'done', value: undefined })
    expect(machine.executed.get('drawer')).toBe(1)
    expect(await run(register.readShift({}))).toMatchObject({ number: 1 })
  })

  test.each([61_000, 90_000])('a status that came %i ms late is not taken for the answer to a deed', async (late) => {
    const { register, run, machine, simulator } = bench({}, once('GetStatus', 'late-answer', late))
    simulator.control('open-cover')
    expect(await run(register.printText(['Проба'], {}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'device.refused', data: { deviceText: { ru: 'Открыта крышка' } } },
    })
    expect(machine.executed.size).toBe(0)
  })

  test('an answer that is no answer of the command is asked for again, and then told', async () => {
    const { register, run } = answering(() => ({ result: 0, sessionKey: '1', shiftInfo: { isOpen: 'yes' } }))
    await expect(run(register.readShift({}))).rejects.toMatchObject({
      code: 'device.wrong-answer',
      data: {
        command: 'GetStatus',
        reason: expect.stringContaining('shiftInfo.isOpen: true or false expected') as string,
      },
    })
  })

  test('an impossible length is garbage, and nothing waits for its bytes', async () => {
    const { register, run, clock } = answering(() => Uint8Array.of(0x7f, 0xff, 0xff, 0xff, 0x7b))
    await expect(run(register.readShift({}))).rejects.toMatchObject({ code: 'link.garbled' })
    expect(clock.now()).toBeLessThan(60_000)
  })

  /** A service that answers everything with the same. */
  function answering(answer: () => object) {
    const clock = new SimulatedClock()
    const listeners = new Set<(bytes: Uint8Array) => void>()
    const link: ByteLink = {
      ended: new Promise(() => {}),
      async write() {
        const made = answer()
        const bytes = made instanceof Uint8Array ? made : encodeFrame(made)
        clock.schedule(1, () => listeners.forEach((listener) => listener(bytes)))
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      async close() {},
    }
    const register = createMercuryDriver({ access: { kind: 'bytes', link }, clock, settings: {} })
    return { register, clock, run: <T>(work: Promise<T>) => clock.runUntilSettled(work, 3_600_000) }
  }
})
