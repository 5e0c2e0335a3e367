import { describe, expect, test } from 'vitest'
import { authorise } from '../../../foundation/operation.ts'
import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import type { SettingValues } from '../../device-family.ts'
import { registerChecks } from '../checks.ts'
import type { RegistrationValues } from '../fiscal-register.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'
import { decodeFrame, encodeFrame } from './codec/frame.ts'
import { createMercuryDriver } from './driver.ts'
import { MercurySimulator } from './simulator.ts'
import { wire } from './wire.ts'

type Request = Readonly<Record<string, unknown>>

const cashier = { name: 'Иванова А.П.', taxpayerNumber: '500100732259' }
const consent = (operation: string, effect: 'fiscal' | 'setting' = 'fiscal') => ({
  authorisation: authorise(`register.${operation}`, effect),
})

/** The played service and a host whose requests are seen; `before` may do something to the service in front of one. */
function bench(
  settings: SettingValues = {},
  before: (request: Request, simulator: MercurySimulator) => void = () => {},
) {
  const clock = new SimulatedClock()
  const seed = { shopName: 'Магазин', taxpayerNumber: '9909999996', fiscalDocuments: seedDocuments() }
  const simulator = new MercurySimulator({ clock, random: seededRandom(1), seed })
  const requests: Request[] = []
  const line = simulatedLink(simulator, clock)
  const link: ByteLink = {
    ...line,
    write(bytes) {
      const request = decodeFrame(bytes).message?.value as Request
      requests.push(request)
      before(request, simulator)
      return line.write(bytes)
    },
  }
  const register = createMercuryDriver({ access: { kind: 'bytes', link }, clock, settings })
  const run = <T>(work: Promise<T>) => clock.runUntilSettled(work, 3_600_000)
  const sent = () => requests.splice(0).map(({ command }) => command)
  return { clock, simulator, machine: simulator.machine, register, run, requests, sent, state: () => simulator.state }
}

/** A fault in front of the first request of a command. */
function once(command: string, fault: string, value?: number) {
  let armed = true
  return (request: Request, simulator: MercurySimulator) => {
    if (!armed || request['command'] !== command) return
    armed = false
    simulator.control(fault, value)
  }
}

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
      code: 'link.unreachable',
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

describe('what the register says of itself', () => {
  test('identity with the facts of the service', async () => {
    const { register, run } = bench()
    expect(await run(register.identify({}))).toMatchObject({
      vendor: 'Инкотекс',
      model: 'Меркурий-185Ф',
      serialNumber: '185000001234',
      firmware: '185.3.04',
      facts: expect.arrayContaining([
        { name: 'Версия службы', value: '1.2.2.0' },
        { name: 'Номер ФН', value: '9999078900001234' },
      ]) as object[],
    })
  })

  test('registration, a shift over 24 hours, an open receipt, a debug storage', async () => {
    const { register, run, machine, clock } = bench()
    expect(await run(register.readRegistration({}))).toMatchObject({
      taxpayerNumber: '9909999996',
      registrationNumber: '0000000001012345',
      taxSystems: 1,
      workMode: 32,
      documentNumber: undefined,
    })
    expect(await run(register.readStorage({}))).toMatchObject({ serial: false, validUntil: undefined })
    await run(register.openShift(cashier, consent('open-shift')))
    machine.receipt = { type: 0, sumKop: 100, items: 1 }
    await clock.advance(25 * 3_600_000)
    expect(await run(register.readStatus({}))).toMatchObject({ shift: 'open-over-24h', documentOpen: true })
    expect(await run(register.printXReport({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.wrong-mode' },
    })
  })
})

describe('deeds', () => {
  test('lines are kept until the last, cut to the width that the register names', async () => {
    const { register, run, requests, machine } = bench()
    expect(await run(register.printText(['Первая', 'x'.repeat(40), ''], {}))).toMatchObject({ state: 'done' })
    const texts = requests.filter(({ command }) => command === 'PrintText')
    expect(texts.map(({ text, forcePrint }) => [text, forcePrint])).toEqual([
      ['Первая', false],
      ['x'.repeat(32), false],
      ['x'.repeat(8), false],
      [' ', true],
    ])
    expect(machine.executed.get('print-line')).toBe(4)
  })

  test('a report is told with the number and sign of its answer', async () => {
    const { register, run, requests, machine } = bench()
    const opened = await run(register.openShift(cashier, consent('open-shift')))
    const { fiscalSign } = machine.storage.describe(5) ?? {}
    expect(opened).toMatchObject({ state: 'done', value: { documentNumber: 5, fiscalSign } })
    expect(requests.find(({ command }) => command === 'OpenShift')).toMatchObject({
      printDoc: true,
      cashierInfo: { cashierName: 'Иванова А.П.', cashierINN: '500100732259' },
    })
  })

  test.each([
    ['lost-answer', 'done', 1],
    ['register-lost', 'not-done', undefined],
    ['power-cycle-after-execution', 'done', 1],
  ] as const)('%s behind OpenShift: the storage tells that it is %s', async (fault, state, count) => {
    const { register, run, machine } = bench({}, once('OpenShift', fault))
    expect(await run(register.openShift({ name: 'Ким' }, consent('open-shift')))).toMatchObject({ state })
    expect(machine.executed.get('fiscal-document')).toBe(count)
  })

  test('a registration is asked for with everything that it states', async () => {
    const { register, run, requests, simulator, machine } = bench()
    simulator.control('replace-storage')
    const values: RegistrationValues = {
      reason: 'storage-replacement',
      registrationNumber: '0000000001012345',
      taxpayerNumber: '7707083893',
      organisation: 'ООО "Ромашка"',
      address: 'Москва',
      place: 'Магазин',
      taxSystems: 0b10_0010,
      workMode: 0b10_1000,
      extendedMode: 0b1_0001,
      operatorName: 'ООО "Оператор"',
      operatorTaxpayerNumber: '7704358518',
      senderEmail: 'shop@example.ru',
      taxOfficeSite: 'www.nalog.gov.ru',
      formatVersion: '1.2',
    }
    const outcome = await run(register.registerStorage(values, cashier, consent('register-storage')))
    expect(outcome).toMatchObject({ state: 'done', value: { documentNumber: 1 } })
    expect(requests.find(({ command }) => command === 'ReregisterKKT')).toMatchObject({
      dateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u) as string,
      owner: { name: 'ООО "Ромашка"', inn: '7707083893' },
      kkt: {
        regNum: '0000000001012345',
        address: 'Москва',
        location: 'Магазин',
        mode: {
          forService: true,
          forInternet: true,
          encryptData: false,
          forExcisableGoods: true,
          forMarkedGoods: true,
        },
      },
      ofd: { name: 'ООО "Оператор"', inn: '7704358518' },
      taxSystem: [1, 5],
      reason: 1,
      senderEmail: 'shop@example.ru',
      siteFNS: 'www.nalog.gov.ru',
    })
    expect(machine.storage.registration()).toMatchObject({
      inn: '7707083893',
      taxSystems: 0b10_0010,
      workMode: 0b10_1000,
    })
  })

  test('a marking code goes as it was scanned, and no check is left open', async () => {
    const { register, run, requests, machine } = bench()
    const code = '0104600000000015215!abcD\x1d91EE06\x1d92c2lnbmF0dXJl'
    await run(register.checkMarkingCode(code, {}))
    const asked = requests.find(({ command }) => command === 'CheckMarkingCode')
    expect(atob(asked?.['mc'] as string)).toBe(code)
    expect(asked).toMatchObject({ plannedStatus: 1, qty: 10_000, measureUnit: 0 })
    expect(requests.map(({ command }) => command)).toContain('RejectMarkingCode')
    expect(requests.map(({ command }) => command)).not.toContain('AcceptMarkingCode')
    expect(machine.markingCode).toBeUndefined()
  })
})

test('every check of the role that the family has runs', async () => {
  const { register, run, clock } = bench()
  const verdicts: Record<string, string> = {}
  for (const check of registerChecks) {
    if (check.effect === 'fiscal') continue
    const authorisation = check.operation ? authorise(check.operation, check.effect) : undefined
    const signal = new AbortController().signal
    const verdict = await run(check.run({ driver: register, clock, signal, authorisation, report: () => {} }))
    verdicts[check.id.replace('fiscal-register.', '')] =
      verdict.verdict === 'attention' ? verdict.reason : verdict.verdict
  }
  expect(verdicts).toMatchObject({
    identify: 'passed',
    storage: 'storage-debug',
    'operator-exchange': 'passed',
    clock: 'passed',
    shift: 'passed',
    'print-text': 'ask-person',
    drawer: 'ask-person',
    'x-report': 'ask-person',
    'set-clock': 'passed',
  })
})
