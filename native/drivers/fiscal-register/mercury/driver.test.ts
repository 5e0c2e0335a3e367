import { describe, expect, test } from 'vitest'
import { authorise } from '../../../foundation/operation.ts'
import type { RegistrationValues } from '../fiscal-register.ts'
import { checkVerdicts } from '../test-support/check-verdicts.ts'
import { bench, once } from './test-bench.ts'

const cashier = { name: 'Иванова А.П.', taxpayerNumber: '500100732259' }
const consent = (operation: string, effect: 'fiscal' | 'setting' = 'fiscal') => ({
  authorisation: authorise(`register.${operation}`, effect),
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
  expect(await checkVerdicts(bench())).toMatchObject({
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
