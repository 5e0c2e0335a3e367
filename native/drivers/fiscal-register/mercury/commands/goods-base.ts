import {
  agentType,
  checkType,
  markingCodeType,
  measureUnit,
  paymentForm,
  productType,
  taxCode,
  taxSystem,
} from '../codec/meanings.ts'
import { date, digits, list, money, optional, quantity, record, text, time, whole, yesNo } from '../codec/shape.ts'
import { command } from './command.ts'
import { cashierInfo } from './people.ts'
import { part } from './receipts.ts'

/** The base of goods and the journal of sales of stand-alone registers. Long work runs by itself and is asked after. */
const product = record({
  code: whole,
  barcode: optional(digits),
  name: optional(text),
  price: optional(money),
  exciseAmount: optional(money),
  countryOfOrigin: optional(text),
  customsDeclaration: optional(text),
  marked: optional(yesNo),
  section: optional(whole),
  undivided: optional(yesNo),
  measureUnit: optional(measureUnit),
  partsCount: optional(whole),
  partPrice: optional(money),
  taxSystem: optional(taxSystem),
  taxCode: optional(taxCode),
  agent: optional(agentType),
  blocked: optional(yesNo),
  volume: optional(whole),
})
const base = optional(list(product))

const position = record({
  productName: optional(text),
  qty: optional(quantity),
  measureUnit: optional(measureUnit),
  section: optional(whole),
  taxCode: optional(taxCode),
  price: optional(money),
  typeCode: optional(productType),
  paymentFormCode: optional(paymentForm),
  taxSum: optional(money),
  sum: optional(money),
  exciseAmount: optional(money),
  uin: optional(text),
  mcInfo: optional(
    record({
      mcType: optional(markingCodeType),
      mcGoodsID: optional(text),
      crc: optional(whole),
      mcCheckResultRaw: optional(whole),
      part: optional(part),
    }),
  ),
})

const receipt = record({
  annulled: optional(yesNo),
  fiscalDocNum: optional(whole),
  fiscalSign: optional(digits),
  dateTime: optional(time),
  num: optional(whole),
  checkType: optional(checkType),
  taxSystem: optional(taxSystem),
  sendCheckTo: optional(text),
  total: optional(money),
  payment: optional(
    record({
      cash: optional(money),
      ecash: optional(money),
      prepayment: optional(money),
      credit: optional(money),
      consideration: optional(money),
    }),
  ),
  goods: optional(list(position)),
})

const shiftEnd = { fiscalDocNum: optional(whole), dateTime: optional(time), cashierInfo: optional(cashierInfo) }

const shift = record({
  fnNum: optional(digits),
  num: optional(whole),
  open: optional(record(shiftEnd)),
  close: optional(record({ ...shiftEnd, fiscalSign: optional(digits) })),
  checks: optional(list(receipt)),
})

const journal = {
  kktRegNum: optional(digits),
  kktNum: optional(digits),
  ownerInn: optional(digits),
  ffdVer: optional(text),
  salesVer: optional(text),
  programDate: optional(date),
  /** One client of the service reads one shift here, so nothing tells whether this is a list. */
  shifts: optional(shift),
}

export const getBaseVer = command('GetBaseVer', 'none', {
  answer: { kktBaseVer: optional(text), driverBaseVer: optional(text) },
})
export const readGoodsBase = command('ReadGoodsBase', 'base')
export const getGoodsBase = command('GetGoodsBase', 'none', { long: true, answer: { base } })
export const writeGoodsBase = command('WriteGoodsBase', 'base', { long: true, request: { base } })
export const getProgress = command('GetProgress', 'none', {
  answer: { cmdRefer: optional(text), opStatus: whole, progress: optional(whole) },
})
export const readSales = command('ReadSales', 'base')
export const getSales = command('GetSales', 'none', { long: true, answer: journal })
export const clearSales = command('ClearSales', 'base')
export const convertBaseFromBin = command('ConvertBaseFromBin', 'none', {
  needsSession: false,
  request: { base: text },
  answer: { baseVersion: optional(text), base },
})
export const convertBaseToBin = command('ConvertBaseToBin', 'none', {
  needsSession: false,
  request: { baseVer: text, base },
  answer: { base: text },
})
export const convertSalesFromBin = command('ConvertSalesFromBin', 'none', {
  needsSession: false,
  request: { base: text },
  answer: journal,
})
export const breakOperation = command('BreakOperation', 'base')
