import { explained, many, mask, money, named, text, time, whole, date } from '../codec/value-text.ts'
import { extendedError } from '../extended-errors.ts'
import { models } from '../models.ts'
import { fatalBits, flagBits, meaningOfDocument, printerBits } from '../status-flags.ts'
import { command, type Shape } from './command.ts'

const read = { repeatable: true } as const
const sums = many(money, 16)
const counts = many(whole, 16)

export const statusFlags = command(0x00, 'status flags', {
  result: { fatal: mask(fatalBits), flags: mask(flagBits), document: explained(whole, meaningOfDocument) },
  ...read,
})

const counter = <A extends Shape>(request: number, name: string, result: A, least?: number) =>
  command(0x01, name, { request, result, ...(least === undefined ? {} : { least }), ...read })

export const shiftNumber = counter(1, 'shift number', { shift: whole })
export const nextReceipt = counter(2, 'next receipt number', { receiptNumber: whole })
/** Requests 15 to 17 count buys; 18 counts corrections, with five sums from ФФД 1.2 on. */
const counters = [
  shiftNumber,
  nextReceipt,
  counter(3, 'sale sums by payment', { saleSumsKop: sums }),
  counter(4, 'sale payment counts', { saleCounts: counts }),
  counter(5, 'sale return sums by payment', { saleReturnSumsKop: sums }),
  counter(6, 'sale return payment counts', { saleReturnCounts: counts }),
  counter(7, 'receipt counts', {
    sales: whole,
    saleReturns: whole,
    cancelled: whole,
    postponed: whole,
    cashIns: whole,
    cashOuts: whole,
  }),
  counter(8, 'receipt sums', {
    cancelledSumKop: money,
    postponedSumKop: money,
    cashInSumKop: money,
    cashOutSumKop: money,
  }),
  counter(9, 'discount sums', {
    saleDiscountKop: money,
    reserved1: money,
    saleReturnDiscountKop: money,
    reserved2: money,
  }),
  counter(10, 'sale taxes', { saleTaxesKop: many(money, 6) }),
  counter(11, 'sale return taxes', { saleReturnTaxesKop: many(money, 6) }),
  counter(12, 'last X or Z report', {
    operationCounter: text,
    documentNumber: whole,
    cashKop: money,
    sales: whole,
    saleSumKop: money,
    saleReturns: whole,
    saleReturnSumKop: money,
    cancelled: whole,
    cancelledSumKop: money,
    cashIns: whole,
    cashInSumKop: money,
    cashOuts: whole,
    cashOutSumKop: money,
  }),
  counter(13, 'sale sums by department', { departmentSaleSumsKop: sums }),
  counter(14, 'sale return sums by department', { departmentSaleReturnSumsKop: sums }),
  counter(15, 'buy counts', { buys: whole, buyReturns: whole }),
  counter(16, 'buy sums by payment', { buySumsKop: sums }),
  counter(17, 'buy return sums by payment', { buyReturnSumsKop: sums }),
  counter(
    18,
    'corrections',
    { corrections: whole, cashKop: money, cashlessKop: money, prepaidKop: money, creditKop: money, otherKop: money },
    3,
  ),
]

const information = <A extends Shape>(request: number, name: string, result: A, least?: number) =>
  command(0x02, name, { request, result, ...(least === undefined ? {} : { least }), ...read })

export const serialNumber = information(1, 'serial', { serialNumber: text })
export const firmwareNumber = information(2, 'firmware id', { firmwareId: whole })
export const taxpayer = information(3, 'INN', { inn: text })
export const registrationNumber = information(4, 'RNM', { registrationNumber: text })
export const lastFiscalOperation = information(5, 'last fiscal operation', { date, time })
export const nextXReport = information(10, 'next X report', { xReportNumber: whole })
export const operationCounter = information(11, 'operation counter', { operationCounter: text })
export const storageExpiry = information(14, 'FN end date', { expires: date, daysLeft: whole }, 1)
export const shiftOpened = information(17, 'shift opening time', { date, time })
/** A parameter names the font; 0 is the usual one. */
export const charactersPerLine = command(0x02, 'characters per line', {
  request: 18,
  parameters: { font: whole },
  result: { characters: whole },
  ...read,
})
export const modelNumber = information(21, 'model', {
  model: explained(whole, (model) => {
    const name = models[model]
    return name === undefined ? undefined : { ru: name, en: name }
  }),
})
export const workModes = information(
  23,
  'tax systems and modes',
  { taxSystems: whole, workMode: whole, extendedMode: whole },
  2,
)
export const firmwareVersion = information(70, 'firmware version', { firmware: text })

const machineInformation = [
  serialNumber,
  firmwareNumber,
  taxpayer,
  registrationNumber,
  lastFiscalOperation,
  information(6, 'registration date', { date }),
  information(7, 'cash in drawer', { cashKop: money }),
  information(8, 'next document number', { documentNumber: whole }),
  information(9, 'registration shift', { shift: whole }),
  nextXReport,
  operationCounter,
  information(12, 'totals', { saleKop: money, saleReturnKop: money, buyKop: money, buyReturnKop: money }),
  storageExpiry,
  information(15, 'firmware type', {
    firmwareType: named({ 0: { ru: 'обычная', en: 'standard' }, 1: { ru: 'отладочная', en: 'debug' } }),
  }),
  information(16, 'paper width', {
    paper: named({ 0: { ru: '80 мм', en: '80 mm' }, 1: { ru: '57 мм', en: '57 mm' } }),
  }),
  shiftOpened,
  charactersPerLine,
  information(19, 'memory card CID', { cid: text }),
  information(20, 'memory card CSD', { csd: text }),
  modelNumber,
  information(22, 'interfaces', { interfaces: whole }),
  workModes,
  information(24, 'extra lines', { linesAtStart: whole, linesAtEnd: whole }),
  information(40, 'VAT 20 % state', { vat20: whole }),
  firmwareVersion,
  information(71, 'Wi-Fi firmware version', { wifiFirmware: text }),
]

export const currentReceipt = command(0x03, 'current receipt', {
  request: 1,
  result: { sumKop: money, discountKop: money, reserved: money },
  least: 2,
  ...read,
})
/** Type 0: the last receipt was cancelled. */
export const lastReceipt = command(0x03, 'last closed receipt', {
  request: 2,
  result: {
    receiptType: whole,
    operationCounter: text,
    receiptNumber: whole,
    documentNumber: whole,
    sumKop: money,
    discountKop: money,
    reserved: money,
    fiscalSign: text,
    fiscalDocument: whole,
  },
  ...read,
})

export const printerState = command(0x04, 'printer state', { result: { printer: mask(printerBits) }, ...read })

const service = <A extends Shape>(request: number, name: string, result: A) =>
  command(0x05, name, { request, result, ...read })

const serviceInformation = [
  service(1, 'supply voltage', { millivolts: whole }),
  service(2, 'print head temperature', { celsius: text }),
  service(3, 'cuts', { cuts: whole }),
  service(4, 'print head wear', { millimetres: whole }),
  command(0x05, 'reset cuts', { request: 5 }),
  command(0x05, 'reset print head wear', { request: 6 }),
  service(7, 'battery voltage', { millivolts: whole }),
  service(8, 'cuts in all', { cuts: whole }),
  service(9, 'print head wear in all', { millimetres: whole }),
  service(10, 'printer type', { printerType: text }),
  service(11, 'printer BIOS version', { biosVersion: text }),
  service(12, 'printer serial number', { printerSerial: text }),
  service(13, 'printer BIOS date', { biosDate: text }),
]

/** The text is missing on Пирит 2Ф. */
export const lastError = command(0x06, 'extended error', {
  request: 1,
  result: { extended: explained(whole, extendedError), errorText: text },
  least: 1,
  ...read,
})

const storageLocks = command(0x06, 'FN locks', {
  request: 2,
  result: {
    locks: mask({
      1: { ru: 'ФН не найден', en: 'FN not found' },
      2: { ru: 'архив ФН не был закрыт', en: 'FN archive was not closed' },
      3: { ru: 'ошибка проверки архива ФН', en: 'FN archive test failed' },
      4: { ru: 'ошибка связи с ФН', en: 'FN link fault' },
      5: { ru: 'закрытие смены не завершено', en: 'closing of the shift unfinished' },
      7: { ru: 'ФН заполнен', en: 'FN full' },
    }),
  },
  ...read,
})

export const statusCommands = [
  statusFlags,
  ...counters,
  ...machineInformation,
  currentReceipt,
  lastReceipt,
  printerState,
  ...serviceInformation,
  lastError,
  storageLocks,
]
