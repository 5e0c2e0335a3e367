import { describe, expect, test } from 'vitest'
import { leavesOf } from '../../../codecs/json/leaves.ts'
import { readJson } from '../../../codecs/json/located-json.ts'
import { encodeFrame } from './codec/frame.ts'
import type { AnyShape } from './codec/shape.ts'
import { commands } from './commands/catalogue.ts'
import { readAnswer } from './commands/command.ts'
import { wire } from './wire.ts'

const cashierInfo = { cashierName: 'Петров', cashierINN: '123456789047' }
const document = { fiscalDocNum: 1153, fiscalSign: '1189046352', dateTime: '2026-11-23T10:00:00' }
const goodsBase = [
  {
    code: 1,
    barcode: '4601234567893',
    name: 'Хлеб',
    price: 4500,
    marked: false,
    section: 1,
    measureUnit: 0,
    taxCode: 2,
  },
]
const registration = {
  dateTime: '2026-11-23T10:00:00',
  owner: { name: 'ООО', inn: '7707083893' },
  kkt: {
    regNum: '0000000001012345',
    address: 'Москва',
    location: 'Магазин',
    mode: { encryptData: false, offline: false, forService: true, ASBSO: false, forInternet: false, automat: false },
  },
  ofd: { name: 'ОФД', inn: '7704358518', url: 'ofd.example', port: 7777 },
  taxSystem: [0, 1],
  agent: [4],
}
const registrationRequest = { ...registration, cashierInfo, senderEmail: 'a@example.ru', siteFNS: 'www.nalog.gov.ru' }
const journal = {
  kktRegNum: '0000000001012345',
  kktNum: '185000001234',
  ownerInn: '7707083893',
  ffdVer: '1.2',
  programDate: '2025-04-01',
  shifts: {
    fnNum: '9999078900001234',
    num: 3,
    open: { fiscalDocNum: 5, dateTime: '2026-11-23T09:00:00', cashierInfo },
    close: { fiscalDocNum: 7, dateTime: '2026-11-23T21:00:00', fiscalSign: '1' },
    checks: [
      {
        fiscalDocNum: 6,
        checkType: 0,
        taxSystem: 1,
        total: 4500,
        payment: { cash: 4500 },
        goods: [
          { productName: 'Хлеб', qty: 10_000, price: 4500, sum: 4500, taxCode: 2, paymentFormCode: 4, typeCode: 1 },
        ],
      },
    ],
  },
}

/** A request and an answer of every command. */
const samples: Readonly<Record<string, readonly [request: object, answer: object]>> = {
  GetDriverInfo: [{}, { driverVer: '1.2', protocolVer: '1.0', driverBaseVer: '0.6', driverSalesVer: '0.6' }],
  OpenSession: [
    { portName: 'COM3', model: '185F', baudRate: 115_200, debug: false, userNumber: 1, userPassword: '0001' },
    { sessionKey: 'CAC1A797-6A48-474A-A08E-72A8CD3AEFE2', protocolVer: '1.0' },
  ],
  CloseSession: [{}, {}],
  ClosePorts: [{}, {}],
  GetCommonInfo: [
    {},
    {
      model: '185Ф',
      kktNum: '123456789012',
      fnNum: '9908176526',
      ffdFnVer: '1.0.5',
      cpl: [21, 10],
      dpl: 240,
      maxCheckSum: 999,
    },
  ],
  GetStatus: [
    {},
    {
      dateTime: '2016-10-01T09:15:43',
      paperPresence: true,
      shiftInfo: { isOpen: true, is24Expired: false, num: 17, cash: 500_680, check0: { qty: 15, sum: 500_680 } },
      checkInfo: { isOpen: true, num: 4, goodsQty: 8, sum: 12_534 },
      fnInfo: {
        status: 1,
        lastDoc: { num: 60, dateTime: '2016-10-01T09:10:24' },
        unsignedDocs: { qty: 1, firstNum: 61 },
      },
    },
  ],
  GetRegistrationInfo: [{}, { isRegistered: true, registrationInfo: { ...registration, reason: 2 } }],
  GetDateTime: [{}, { dateTime: '2016-10-01T09:15:43' }],
  SetDateTime: [{ dateTime: '2026-11-23T10:00:00' }, {}],
  OpenShift: [
    { printDoc: true, cashierInfo },
    { shiftNum: 125, ...document },
  ],
  CloseShift: [
    { printDoc: false, cashierInfo },
    { shiftNum: 125, ...document },
  ],
  BringMoney: [{ cash: 100_000, cashierInfo }, {}],
  WithdrawMoney: [{ cash: 50_000, cashierInfo }, {}],
  ReportStatusOfSettlements: [{ cashierInfo }, document],
  CloseFN: [{ cashierInfo }, { ...document, fnNum: '9999078900001234' }],
  RegisterKKT: [registrationRequest, { ...document, fnNum: '9999078900001234' }],
  ReregisterKKT: [{ ...registrationRequest, reason: 1 }, document],
  OpenCheck: [
    {
      checkType: 4,
      taxSystem: 1,
      printDoc: true,
      cashierInfo,
      buyerInfo: { buyerName: 'ООО', buyerINN: '7707083893', docType: 21 },
      correctionInfo: { correctionType: 1, causeDocDate: '2026-11-01', causeDocNum: '7' },
      userAttribute: { attrName: 'a', attrValue: 'b' },
      operationInfo: { opID: 1, opTime: '2026-11-23T10:00:00', attrValue: 'c' },
      industryInfo: [{ idFOIV: '030', docDate: '2023-11-21', docNum: '1944', attrValue: 'd' }],
      timeZone: 2,
      internet: false,
    },
    { shiftNum: 125, checkNum: 18 },
  ],
  AddGoods: [
    {
      productName: 'Товар',
      qty: 10_000,
      measureUnit: 0,
      taxCode: 6,
      paymentFormCode: 4,
      productTypeCode: 33,
      price: 12_345,
      sum: 12_345,
      mcInfo: { mc: 'MDEw', plannedStatus: 1, part: { numerator: 1, denominator: 2 } },
      agent: { code: 4, supplierINN: '7707083893', supplierPhone: ['+70000000000'] },
      industryAttribute: [{ idFOIV: '030', value: 'UUID=1' }],
    },
    { shiftNum: 235, checkNum: 18, goodsNum: 2, taxSum: 0, extraSum: -116, goodsSum: 3134, checkSum: 5392 },
  ],
  CloseCheck: [
    { sendCheckTo: 'a@example.ru', payment: { cash: 5000, ecash: 0, prepayment: 0, credit: 0, consideration: 0 } },
    { shiftNum: 125, checkNum: 18, ...document, checkUrl: 'nalog.ru', changeSum: 4000 },
  ],
  ResetCheck: [{}, {}],
  PrintReport: [{ reportCode: 1 }, {}],
  PrintText: [{ text: 'Строка', forcePrint: true }, {}],
  PrintBarCode: [{ bcType: 2, value: '4601234567893' }, {}],
  PrintEgaisSlip: [{ shiftNum: 1, checkNum: 2, kpp: '770701001', inn: '7707083893', url: 'u', sign: 's' }, {}],
  OpenBox: [{}, {}],
  PrintDocFromFN: [{ fiscalDocNum: 7 }, {}],
  CheckMarkingCode: [
    { mc: 'MDEw', plannedStatus: 1, qty: 10_000, measureUnit: 0, processingMode: 0, timeout: 30 },
    { fnCheck: { checkResult: 0, isValid: true }, mcInfo: { mcType: 4, mcGoodsID: '01' }, isOfflineMode: false },
  ],
  GetMarkingCodeCheckResult: [
    {},
    {
      isCompleted: true,
      onlineCheck: {
        result: 0,
        description: 'ок',
        processingResult: 0,
        mcCheckResult: true,
        plannedStatusCheckResult: 1,
        mcCheckResultRaw: 15,
        correctedData: { mcType: 4, mcGoodsID: '01', processingMode: 0 },
      },
    },
  ],
  AcceptMarkingCode: [{}, { mcCheckResultRaw: 15 }],
  RejectMarkingCode: [{}, {}],
  AbortMarkingCodeChecking: [{}, {}],
  ClearMarkingCodeValidationTable: [{}, {}],
  GetBaseVer: [{}, { kktBaseVer: '0.6', driverBaseVer: '0.6' }],
  ReadGoodsBase: [{}, {}],
  GetGoodsBase: [{}, { base: goodsBase }],
  WriteGoodsBase: [{ base: goodsBase }, {}],
  GetProgress: [{}, { cmdRefer: 'ReadSales', opStatus: 1, progress: 40 }],
  ReadSales: [{}, {}],
  GetSales: [{}, journal],
  ClearSales: [{}, {}],
  ConvertBaseFromBin: [{ base: 'AAAA' }, { baseVersion: '0.6', base: goodsBase }],
  ConvertBaseToBin: [{ baseVer: '0.6', base: goodsBase }, { base: 'AAAA' }],
  ConvertSalesFromBin: [{ base: 'AAAA' }, journal],
  BreakOperation: [{}, {}],
}

const json = (value: object) => readJson(new TextEncoder().encode(JSON.stringify(value)))

/** Leaves that the shape does not name. */
function unnamed(value: object, shape: AnyShape): string[] {
  return leavesOf(json(value))
    .filter(({ path }) => !path.reduce<AnyShape | undefined>((outer, step) => inside(outer, step), shape))
    .map(({ name }) => name)
}

const inside = (outer: AnyShape | undefined, step: string | number): AnyShape | undefined =>
  typeof step === 'number' ? outer?.entry : outer?.members?.[step]

test('there is a sample of every command', () => {
  expect(Object.keys(samples).toSorted()).toEqual([...commands.keys()].toSorted())
})

describe.each(Object.entries(samples))('%s', (name, [asked, answered]) => {
  const command = commands.get(name)
  if (!command) throw new Error(`no ${name}`)

  test('every member of its request and of its answer is known', () => {
    expect(command.request.read(json(asked), '')).toEqual(asked)
    if (Object.keys(asked).length > 0) expect(unnamed(asked, command.request)).toEqual([])
    expect(readAnswer(command, json({ result: 0, description: 'Успешно завершено', ...answered }))).toEqual({
      value: answered,
    })
    if (Object.keys(answered).length > 0) expect(unnamed(answered, command.answer)).toEqual([])
  })

  test('is shown in both directions', () => {
    const request = { ...(command.needsSession ? { sessionKey: '1' } : {}), command: name, ...asked }
    const shown = wire.decode({ bytes: encodeFrame(request), direction: 'to-device' })
    expect(shown).toMatchObject({ name, value: { json: request } })
    const answer = { result: 0, description: 'Успешно завершено', ...answered }
    const back = wire.decode({ bytes: encodeFrame(answer), direction: 'from-device', command: name })
    expect(back).toMatchObject({ name, value: { json: answer } })
    expect(back.fields.find((field) => field.name === 'result')?.meaning?.en).toBe('success')
  })

  test('refuses an answer without any of what it must have', () => {
    const required = Object.entries(command.answer.members ?? {}).filter(([, shape]) => shape.required)
    for (const [member] of required) {
      const less = Object.fromEntries(Object.entries({ result: 0, ...answered }).filter(([one]) => one !== member))
      expect(() => readAnswer(command, json(less)), member).toThrow(`${member} is missing`)
    }
  })
})
