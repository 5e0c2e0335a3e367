import { digits, list, optional, record, text, whole, yesNo } from '../../../../codecs/json/shape.ts'
import { paymentMethod, paymentType, taxationType, taxType } from '../codec/meanings.ts'
import { aroundDocument } from './printing.ts'
import { amount, anything, operator, roubles, task, time } from './task.ts'

/** The document that the storage made. */
export const fiscalParams = record({
  fiscalDocumentNumber: whole,
  fiscalDocumentSign: digits,
  fiscalDocumentDateTime: optional(time),
  shiftNumber: optional(whole),
  fnNumber: optional(text),
  registrationNumber: optional(text),
  fnsUrl: optional(text),
  fiscalReceiptNumber: optional(whole),
  total: optional(roubles),
})

const result = {
  fiscalParams,
  /** `notPrinted`: the document is made and stays so, only its paper is missing. Some answers have a list here. */
  warnings: optional(anything),
}

const shiftRequest = { operator, electronically: optional(yesNo), ...aroundDocument }
export const openShift = task('openShift', 'fiscal', { request: shiftRequest, result })
export const closeShift = task('closeShift', 'fiscal', { request: shiftRequest, result })

export const closeArchive = task('closeArchive', 'fiscal', {
  request: { operator, electronically: optional(yesNo) },
  result,
})

const position = record({
  type: text,
  name: optional(text),
  /** Of a text. */
  text: optional(text),
  price: optional(roubles),
  quantity: optional(amount),
  amount: optional(roubles),
  department: optional(whole),
  measurementUnit: optional(anything),
  paymentMethod: optional(paymentMethod),
  paymentObject: optional(anything),
  tax: optional(record({ type: taxType, sum: optional(roubles) })),
  markingCode: optional(anything),
  imcParams: optional(anything),
})

const receiptRequest = {
  operator,
  taxationType: optional(taxationType),
  electronically: optional(yesNo),
  ignoreNonFiscalPrintErrors: optional(yesNo),
  clientInfo: optional(anything),
  correctionType: optional(text),
  correctionBaseDate: optional(text),
  correctionBaseNumber: optional(text),
  items: list(position),
  payments: optional(list(record({ type: paymentType, sum: roubles }))),
  taxes: optional(list(record({ type: taxType, sum: optional(roubles) }))),
  total: optional(roubles),
  ...aroundDocument,
}
const receipt = (type: string) => task(type, 'fiscal', { request: receiptRequest, result })

export const sell = receipt('sell')
export const buy = receipt('buy')
export const sellReturn = receipt('sellReturn')
export const buyReturn = receipt('buyReturn')
export const sellCorrection = receipt('sellCorrection')
export const buyCorrection = receipt('buyCorrection')
export const sellReturnCorrection = receipt('sellReturnCorrection')
export const buyReturnCorrection = receipt('buyReturnCorrection')

const cash = {
  request: { operator, cashSum: roubles, ...aroundDocument },
  result: { counters: optional(record({ cashSum: optional(roubles) })) },
}
export const cashIn = task('cashIn', 'money', cash)
export const cashOut = task('cashOut', 'money', cash)

const organization = record({
  name: optional(text),
  vatin: digits,
  email: optional(text),
  taxationTypes: optional(list(taxationType)),
  agents: optional(list(text)),
  address: optional(text),
})

const device = record({
  registrationNumber: digits,
  paymentsAddress: optional(text),
  fnsUrl: optional(text),
  ffdVersion: optional(text),
  offlineMode: optional(yesNo),
  encryption: optional(yesNo),
  autoMode: optional(yesNo),
  machineInstallation: optional(yesNo),
  machineNumber: optional(text),
  service: optional(yesNo),
  bso: optional(yesNo),
  internet: optional(yesNo),
  excise: optional(yesNo),
  gambling: optional(yesNo),
  lottery: optional(yesNo),
  defaultTaxationType: optional(text),
  ofdChannel: optional(anything),
})

const ofd = record({
  name: optional(text),
  vatin: optional(digits),
  host: optional(text),
  port: optional(whole),
  dns: optional(text),
})

export const getRegistrationInfo = task('getRegistrationInfo', 'none', {
  result: { organization, device, ofd: optional(ofd) },
})

const registrationRequest = {
  operator,
  reason: optional(text),
  changeInfoReasons: optional(list(whole)),
  organization,
  device,
  ofd: optional(ofd),
  ism: optional(anything),
  electronically: optional(yesNo),
}
export const registration = task('registration', 'fiscal', { request: registrationRequest, result })
export const fnChange = task('fnChange', 'fiscal', { request: registrationRequest, result })
export const changeRegistrationParameters = task('changeRegistrationParameters', 'fiscal', {
  request: registrationRequest,
  result,
})
