import { describe, expect, test } from 'vitest'
import { authorise } from '../../../foundation/operation.ts'
import { toHexadecimal } from '../../../codecs/hexadecimal.ts'
import type { RegistrationValues } from '../fiscal-register.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'
import { checkVerdicts } from '../test-support/check-verdicts.ts'
import { readStoredDocument } from './document-reading.ts'
import { bench } from './test-bench.ts'
import type { WebServer } from './web-server.ts'

const fiscal = (operation: string) => ({ authorisation: authorise(operation, 'fiscal') })

test('the register is named with what stands in front of it', async () => {
  const { register, run } = bench()
  const { facts, ...identity } = await run(register.identify({}))
  expect(identity).toEqual({ vendor: 'АТОЛ', model: 'АТОЛ 30Ф', serialNumber: '00106327428745', firmware: '5.8.100' })
  expect(facts).toContainEqual({ name: 'Веб-сервер', value: 'ATOL Web Requests 1.0.4.0' })
})

test('storage, operator and registration are told as far as the driver tells them', async () => {
  const { register, run, simulator } = bench()
  expect(await run(register.readStorage({}))).toMatchObject({
    validUntil: '2028-02-20',
    registrationsLeft: 29,
    version: 'fn_v_1_2',
    serial: false,
    warnings: [],
    documentsLeft: undefined,
  })
  expect((await run(register.readOperatorExchange({}))).connected).toBe(true)
  simulator.control('operator-reachable', false)
  expect((await run(register.readOperatorExchange({}))).connected).toBe(false)
  expect(await run(register.readRegistration({}))).toMatchObject({
    time: '2026-11-20T09:00:00',
    taxpayerNumber: '9909999996',
    taxSystems: 1,
    workMode: 32,
    documentNumber: 1,
  })
})

test('paper, cover and drawer are told', async () => {
  const { register, run, simulator } = bench()
  simulator.control('open-cover')
  expect(await run(register.readStatus({}))).toMatchObject({ cover: 'open', drawer: 'closed' })
  expect(await run(register.printText(['Проба'], {}))).toMatchObject({ failure: { code: 'register.cover-open' } })
  simulator.control('close-cover')
  await run(register.openDrawer({}))
  expect(await run(register.readStatus({}))).toMatchObject({ cover: 'closed', drawer: 'open' })
})

test('what the driver is told is in its own words', async () => {
  const { register, run, requests } = bench()
  const task = () => ((requests.at(-2)?.json?.['request'] ?? []) as object[])[0]
  await run(register.printText(['Первая', ''], {}))
  expect(task()).toEqual({
    type: 'nonFiscal',
    items: [
      { type: 'text', text: 'Первая', wrap: 'chars' },
      { type: 'text', text: '', wrap: 'chars' },
    ],
  })
  await run(register.setClock('2027-01-02T03:04:05', { authorisation: authorise('register.set-clock', 'setting') }))
  expect(task()).toEqual({ type: 'setDateTime', dateTime: '2027.01.02 03:04:05' })
  const cashier = { name: 'Ким', taxpayerNumber: '500100732259' }
  await run(register.openShift(cashier, fiscal('register.open-shift')))
  expect(task()).toEqual({ type: 'openShift', operator: { name: 'Ким', vatin: '500100732259' } })
})

const registration: RegistrationValues = {
  reason: 'storage-replacement',
  registrationNumber: '0000000001012345',
  taxpayerNumber: '7707083893',
  organisation: 'ООО "Ромашка"',
  address: 'Москва',
  place: 'Магазин',
  taxSystems: 0b100_001,
  workMode: 0b100_100,
  extendedMode: 0b1001,
  operatorName: 'ООО "Оператор"',
  operatorTaxpayerNumber: '7704358518',
  senderEmail: 'shop@example.ru',
  taxOfficeSite: 'www.nalog.gov.ru',
  formatVersion: '1.2',
}

describe('registration', () => {
  test('states every value, and what it cannot state it does not make', async () => {
    const { register, run, requests, simulator, machine } = bench()
    simulator.control('replace-storage')
    const register1 = (values: RegistrationValues) =>
      run(register.registerStorage(values, { name: 'Ким' }, fiscal('register.register-storage')))
    expect(await register1({ ...registration, extendedMode: 16 })).toMatchObject({
      state: 'not-done',
      failure: { code: 'operation.not-supported' },
    })
    expect(requests).toEqual([])
    expect(await register1(registration)).toMatchObject({ state: 'done', value: { documentNumber: 1 } })
    const posted = requests.flatMap(({ json }) => (json?.['request'] ?? []) as { type: string }[])
    expect(posted.find(({ type }) => type === 'fnChange')).toEqual({
      type: 'fnChange',
      operator: { name: 'Ким' },
      organization: {
        name: 'ООО "Ромашка"',
        vatin: '7707083893',
        email: 'shop@example.ru',
        taxationTypes: ['osn', 'patent'],
        agents: [],
        address: 'Москва',
      },
      device: {
        registrationNumber: '0000000001012345',
        paymentsAddress: 'Магазин',
        fnsUrl: 'www.nalog.gov.ru',
        ffdVersion: '1.2',
        encryption: false,
        offlineMode: false,
        autoMode: true,
        service: false,
        bso: false,
        internet: true,
        excise: true,
        gambling: false,
        lottery: false,
        machineInstallation: true,
      },
      ofd: { name: 'ООО "Оператор"', vatin: '7704358518' },
    })
    expect(machine.storage.registration()).toMatchObject({ inn: '7707083893', taxSystems: 33 })
  })

  test('of an empty storage is no registration', async () => {
    const { register, run, simulator } = bench()
    simulator.control('replace-storage')
    await expect(run(register.readRegistration({}))).rejects.toMatchObject({ code: 'register.wrong-mode' })
    expect(await run(register.readStorage({}))).toMatchObject({ phase: 'ready', lastDocumentTime: undefined })
  })
})

describe('documents', () => {
  const [, second] = seedDocuments()
  const tlv = second!.tlv
  const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
  const answering = (answer: object) => ({ read: async () => answer }) as unknown as WebServer
  const read = (rawData: string | undefined, more: object = {}) =>
    readStoredDocument(answering({ documentTLV: { fiscalDocumentType: 'openShift', ...more }, rawData }), 2, undefined)

  test.each([
    ['Base64', base64(tlv)],
    ['Base64 without the container', base64(tlv.slice(4))],
    ['hexadecimal', toHexadecimal(tlv)],
    ['hexadecimal without the container', toHexadecimal(tlv.slice(4)).toLowerCase()],
  ])('come as %s', async (_, rawData) => {
    expect((await read(rawData)).tlv).toEqual(tlv)
  })

  test.each([
    ['of another number', base64(seedDocuments()[2]!.tlv)],
    ['cut short', base64(tlv.slice(0, -3))],
    ['no text of bytes', 'это не байты'],
    ['nothing', ''],
  ])('%s are refused', async (_, rawData) => {
    await expect(read(rawData)).rejects.toMatchObject({ code: 'device.wrong-answer' })
  })

  test('of which only the sums are kept come without their bytes', async () => {
    expect((await read(undefined, { short: true })).tlv).toBeUndefined()
    expect((await read(base64(tlv), { short: true })).tlv).toBeUndefined()
  })
})

test('every check of the role that the family has runs', async () => {
  expect(await checkVerdicts(bench())).toMatchObject({
    identify: 'passed',
    storage: 'storage-debug',
    'operator-exchange': 'passed',
    clock: 'passed',
    shift: 'passed',
    'read-document': 'passed',
    'print-text': 'ask-person',
    drawer: 'ask-person',
    'x-report': 'ask-person',
    'set-clock': 'passed',
  })
})
