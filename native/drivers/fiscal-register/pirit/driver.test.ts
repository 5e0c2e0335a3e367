import { describe, expect, test } from 'vitest'
import { DeviceFailure, isFailure } from '../../../foundation/device-failure.ts'
import { authorise } from '../../../foundation/operation.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'
import { probe } from './probe.ts'
import { standardCapabilities } from './simulator/capabilities.ts'
import { bench } from './test-bench.ts'

const cashier = { name: 'Семёнова А. П.', taxpayerNumber: '500100732259' }
const fiscal = (operation: string) => ({ authorisation: authorise(operation, 'fiscal') })
const setting = (operation: string) => ({ authorisation: authorise(operation, 'setting') })
const registration = {
  reason: 'storage-replacement',
  registrationNumber: '0000000001012345',
  taxpayerNumber: '7707083893',
  organisation: 'Общество с ограниченной ответственностью Ромашка и партнёры',
  address: 'Москва',
  place: 'Магазин № 1',
  taxSystems: 1,
  workMode: 0,
  extendedMode: 0,
  operatorName: 'Оператор',
  operatorTaxpayerNumber: '7704358518',
  senderEmail: 'shop@example.ru',
  taxOfficeSite: 'www.nalog.gov.ru',
  formatVersion: '1.2',
} as const

test('names itself and what it is made of', async () => {
  const { register, run } = bench()
  const identity = await run(register.identify({}))
  expect(identity).toMatchObject({
    vendor: 'Дримкас',
    model: 'Вики Принт 80 Плюс',
    serialNumber: '0502560012345',
    firmware: '665.4.14',
  })
  expect(identity.facts).toContainEqual({ name: 'Номер ФН', value: '9999078900001234' })
  const other = bench({}, { ...standardCapabilities, model: 8 })
  expect(await other.run(other.register.identify({}))).toMatchObject({ vendor: 'Кристалл Сервис', model: 'Пирит 2Ф' })
})

describe('the start of work', () => {
  test('is given before the first deed, with the machine’s own time: its clock stays as it is', async () => {
    const { register, run, machine, simulator } = bench()
    simulator.control('drift-clock', 5)
    const ahead = () => Date.parse(machine.clock.now()) - Date.parse(bench().machine.clock.now())
    const before = ahead()
    expect((await run(register.readStatus({}))).mode.meaning.ru).toContain('Начало работы')
    expect(machine.started).toBe(false)
    expect((await run(register.beep({}))).state).toBe('done')
    expect(machine.started).toBe(true)
    expect(Math.abs(ahead() - before)).toBeLessThan(5_000)
    simulator.control('power-cycle')
    expect((await run(register.cut({}))).state).toBe('done')
    expect(machine.started).toBe(true)
  })

  test('is given before questions, too, where the machine refuses them', async () => {
    const { register, run, machine } = bench({}, { ...standardCapabilities, sleepsSoundly: true })
    expect(await run(register.readRegistration({}))).toMatchObject({ taxpayerNumber: '9909999996' })
    expect(machine.started).toBe(true)
  })

  test('a machine whose clock is behind its last document says so', async () => {
    const { register, run, machine, simulator } = bench()
    simulator.control('drift-clock', -60 * 24 * 30)
    expect(await run(register.beep({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.clock', data: { deviceCode: '0C' } },
    })
    expect(machine.executed.size).toBe(0)
    expect((await run(register.setClock('2026-11-23T12:00:00', setting('register.set-clock')))).state).toBe('done')
    expect((await run(register.beep({}))).state).toBe('done')
  })

  test('a probe only asks', async () => {
    const { simulator, clock, run, machine } = bench({}, { ...standardCapabilities, sleepsSoundly: true })
    const access = { kind: 'bytes', link: simulatedLink(simulator, clock) } as const
    const answer = await run(probe({ access, clock, settings: {}, patience: 700 }))
    expect(answer?.certainty).toBe(1)
    expect(machine.started).toBe(false)
    expect(machine.executed.size).toBe(0)
  })
})

describe('printing', () => {
  test('takes words that the machine’s characters have, in lines that fit', async () => {
    const { register, run, machine } = bench()
    const lines = ['Ещё № 5 «тест» — да', '', 'я'.repeat(50)]
    expect((await run(register.printText(lines, {}))).state).toBe('done')
    expect(machine.printer.tape.slice(0, 4)).toEqual(['Еще N 5 "тест" - да', ' ', 'я'.repeat(48), 'яя'])
    expect(machine.document).toBeUndefined()
  })

  test('a slip that the paper broke off is taken back', async () => {
    const { register, run, machine, simulator } = bench()
    simulator.control('run-out-of-paper', 2)
    expect(await run(register.printText(['раз', 'два', 'три'], {}))).toMatchObject({
      state: 'in-doubt',
      failure: { code: 'register.paper-out' },
      next: 'look-at-paper',
    })
    expect(machine.document).toBeUndefined()
    simulator.control('load-paper')
    expect((await run(register.printText(['раз'], {}))).state).toBe('done')
  })

  test('a person who stops waiting leaves no document open', async () => {
    const { register, run, machine, clock } = bench()
    const abort = new AbortController()
    const lines = Array.from({ length: 20 }, (_, index) => `строка ${index}`)
    clock.schedule(200, () => abort.abort())
    expect(await run(register.printText(lines, { signal: abort.signal }))).toMatchObject({
      state: 'in-doubt',
      failure: { code: 'operation.cancelled' },
    })
    expect(machine.document).toBeUndefined()
    expect(clock.now()).toBeLessThan(6_000)
  })

  test('an open cover is called that, and a refusal is told with its reason', async () => {
    const { register, run, simulator, machine } = bench()
    simulator.control('open-cover')
    expect(await run(register.cut({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.cover-open', data: { deviceCode: '09' } },
    })
    simulator.control('close-cover')
    machine.fatal = 1 << 6
    const failed = await run(register.beep({}))
    expect(failed).toMatchObject({ state: 'not-done' })
    expect((await run(register.readStatus({}))).mode.meaning.ru).toBe('фатальная ошибка ФН')
  })

  test('goes on where a receipt waits for paper, and says where nothing waits', async () => {
    const { register, run, machine, simulator } = bench()
    expect(await run(register.continuePrint({}))).toMatchObject({ state: 'not-done' })
    machine.printer.print(['начало', 'конец'])
    machine.printer.breakPrint()
    expect(await run(register.readStatus({}))).toMatchObject({ waitsForContinue: true, documentOpen: true })
    expect(await run(register.printText(['x'], {}))).toMatchObject({ failure: { code: 'register.wrong-mode' } })
    simulator.control('run-out-of-paper')
    expect(await run(register.continuePrint({}))).toMatchObject({ failure: { code: 'register.paper-out' } })
    simulator.control('load-paper')
    expect((await run(register.continuePrint({}))).state).toBe('done')
    expect(machine.printer.tape).toContain('конец')
    expect(machine.executed.get('continue-print')).toBe(1)
  })

  test('a drawer without a sensor is no witness', async () => {
    const { register, run, machine, simulator } = bench({}, { ...standardCapabilities, model: 3 })
    expect((await run(register.readStatus({}))).drawer).toBe('unknown')
    const count = machine.count.bind(machine)
    machine.count = (effect) => {
      count(effect)
      simulator.control('lost-answer')
    }
    expect((await run(register.openDrawer({}))).state).toBe('in-doubt')
    expect(machine.executed.get('drawer')).toBe(1)
  })

  test('power lost between execution and answer is never a second time', async () => {
    const { register, run, machine, simulator } = bench()
    await run(register.beep({}))
    const count = machine.count.bind(machine)
    machine.count = (effect) => {
      count(effect)
      simulator.control('power-cycle-after-execution')
    }
    expect(await run(register.beep({}))).toMatchObject({ state: 'in-doubt', next: 'look-at-paper' })
    expect(machine.executed.get('beep')).toBe(2)
    expect((await run(register.printXReport({}))).state).toBe('done')
    expect(machine.executed.get('x-report')).toBe(1)
  })
})

describe('documents of the storage', () => {
  test.each(['manual', 'library'] as const)('are read as the %s has them', async (documentForm) => {
    const { register, run } = bench({}, { ...standardCapabilities, documentForm })
    for (const { number, tlv, confirmation } of seedDocuments()) {
      const document = await run(register.readDocument(number, {}))
      expect(document.tlv).toEqual(tlv)
      expect(document.fixed?.[0]).toBe(tlv[0])
      expect(document.fixed?.[1]).toBe(confirmation ? 1 : 0)
      expect(document.confirmation === undefined).toBe(confirmation === undefined)
    }
  })

  test('one that is no longer kept whole comes without its bytes', async () => {
    const { register, run, machine } = bench()
    machine.storage.startReading = () => undefined
    const document = await run(register.readDocument(2, {}))
    expect(document.tlv).toBeUndefined()
    expect(document.fixed).toBeInstanceOf(Uint8Array)
  })

  test('another document than the one asked for is an answer that nobody takes', async () => {
    const { register, run, machine } = bench()
    const start = machine.storage.startReading.bind(machine.storage)
    machine.storage.startReading = () => start(1)
    await expect(run(register.readDocument(2, {}))).rejects.toSatisfy((error) =>
      isFailure(error, 'device.wrong-answer'),
    )
  })
})

describe('reports', () => {
  test('a closing that the paper did not see is a doubt, and closing again brings it to its end', async () => {
    const { register, run, machine, simulator } = bench()
    await run(register.openShift(cashier, fiscal('register.open-shift')))
    simulator.control('run-out-of-paper', 1)
    expect(await run(register.closeShift(cashier, fiscal('register.close-shift')))).toMatchObject({
      state: 'in-doubt',
      failure: { code: 'register.paper-out' },
      next: 'ask-register-for-last-document',
    })
    simulator.control('load-paper')
    const closed = await run(register.closeShift(cashier, fiscal('register.close-shift')))
    expect(closed).toMatchObject({ state: 'done', value: { documentNumber: 6 } })
    expect(closed.state === 'done' && closed.value.fiscalSign).toBe(machine.storage.describe(6)?.fiscalSign)
    expect(machine.executed.get('fiscal-document')).toBe(2)
  })

  test('a printer that fails with the document already in the storage leaves a doubt, not a «not done»', async () => {
    const { register, run, machine, simulator } = bench()
    const count = machine.count.bind(machine)
    machine.count = (effect) => {
      count(effect)
      if (effect === 'fiscal-document') simulator.control('run-out-of-paper', 1)
    }
    expect(await run(register.openShift(cashier, fiscal('register.open-shift')))).toMatchObject({
      state: 'in-doubt',
      next: 'ask-register-for-last-document',
    })
    expect((await run(register.readShift({}))).open).toBe(true)
  })

  test('no paper before the report is «not done»', async () => {
    const { register, run, machine, simulator } = bench()
    simulator.control('run-out-of-paper')
    expect(await run(register.openShift(cashier, fiscal('register.open-shift')))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.paper-out' },
    })
    expect(machine.executed.has('fiscal-document')).toBe(false)
  })

  test('a refusal comes with the machine’s own reason', async () => {
    const { register, run, simulator } = bench()
    expect(await run(register.closeShift(cashier, fiscal('register.close-shift')))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.wrong-mode', data: { deviceCode: '01/20', deviceText: { ru: 'смена не открыта' } } },
    })
    simulator.control('operator-reachable', false)
    expect(await run(register.closeStorage(cashier, fiscal('register.close-storage')))).toMatchObject({
      state: 'not-done',
      failure: { data: { deviceCode: '01/34' } },
    })
  })

  test('a registration is split into the lines of the command, and what it cannot carry is refused unsent', async () => {
    const { register, run, machine, simulator } = bench()
    simulator.control('replace-storage')
    const by = () => fiscal('register.register-storage')
    const wrong = [
      { formatVersion: '1.1' },
      { workMode: 4 },
      { workMode: 64 },
      { extendedMode: 8 },
      { taxSystems: 64 },
      { organisation: 'О'.repeat(89) },
      { organisation: '漢字' },
    ] as const
    for (const one of wrong) {
      await expect(
        run(register.registerStorage({ ...registration, ...one }, cashier, by())),
        JSON.stringify(one),
      ).rejects.toSatisfy((error) => isFailure(error, 'operation.wrong-argument'))
    }
    expect(machine.started).toBe(false)
    const done = await run(register.registerStorage(registration, cashier, by()))
    expect(done).toMatchObject({ state: 'done', value: { documentNumber: 1 } })
    expect((await run(register.readStorage({}))).phase).toBe('fiscal')
  })
})

describe('settings', () => {
  test('are listed, read, written with a consent and read back', async () => {
    const { register, run, machine } = bench()
    const tables = await run(register.listTables({}))
    expect(tables.find(({ number }) => number === 31)).toMatchObject({ rows: 10, fields: [{ kind: 'text', size: 44 }] })
    expect(tables.some(({ number }) => number === 20)).toBe(false)
    const write = (table: number, row: number, value: string | number) =>
      run(register.writeTableField(table, row, 1, value, setting('register.write-table')))
    expect((await write(31, 1, 'Ждём вас снова')).state).toBe('done')
    expect(await run(register.readTableField(31, 1, 1, {}))).toBe('Ждем вас снова')
    expect(machine.settings.get('31/0')).toBe('Ждем вас снова')
    expect((await write(50, 1, 'Бакалея')).state).toBe('done')
    expect(machine.settings.get('50/1')).toBe('Бакалея')
    for (const [table, row, value] of [
      [20, 1, 'ABCD'],
      [31, 11, 'x'],
      [31, 1, 'x'.repeat(45)],
      [10, 1, 10_000],
      [10, 1, 'x'],
      [71, 1, '7704358518'],
    ] as const) {
      await expect(write(table, row, value), `${table}/${row}`).rejects.toSatisfy((error) =>
        isFailure(error, 'operation.wrong-argument'),
      )
    }
    expect(machine.executed.get('write-setting')).toBe(2)
  })

  test('a clock is not set while the shift is open', async () => {
    const { register, run } = bench()
    await run(register.openShift(cashier, fiscal('register.open-shift')))
    expect(await run(register.setClock('2026-11-24T12:00:00', setting('register.set-clock')))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.wrong-mode', data: { deviceCode: '0F' } },
    })
  })

  test('another password of the link is told, and a wrong one in the form is refused', async () => {
    const { register, run } = bench({ password: 'ABCD' })
    await expect(run(register.readShift({}))).rejects.toSatisfy((error) => isFailure(error, 'register.password-wrong'))
    expect(() => bench({ password: 'ABC' })).toThrow(DeviceFailure)
  })
})

test('a marking code that the command cannot carry is refused unsent', async () => {
  const { register, run, machine } = bench()
  for (const code of ['x'.repeat(129), '01$1Dx']) {
    await expect(run(register.checkMarkingCode(code, {}))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.wrong-argument'),
    )
  }
  expect(machine.started).toBe(false)
})

test.each(['lost-ack', 'damaged-answer'] as const)('a deed survives %s', async (fault) => {
  const { register, run, simulator, machine } = bench()
  simulator.control(fault)
  expect((await run(register.printXReport({}))).state).toBe('done')
  expect(machine.executed.get('x-report')).toBe(1)
})
