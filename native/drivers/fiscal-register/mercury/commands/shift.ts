import { digits, money, optional, text, time, whole, yesNo } from '../codec/shape.ts'
import { command } from './command.ts'
import { cashierInfo } from './people.ts'

/** What the storage made of a document: its number, its sign and, in newer versions, its time. */
export const fiscalDocument = { fiscalDocNum: whole, fiscalSign: digits, dateTime: optional(time) }

export const openShift = command('OpenShift', 'fiscal', {
  long: true,
  request: { printDoc: optional(yesNo), cashierInfo },
  answer: { shiftNum: whole, ...fiscalDocument },
})

export const closeShift = command('CloseShift', 'fiscal', {
  long: true,
  request: { printDoc: optional(yesNo), cashierInfo },
  answer: { shiftNum: whole, ...fiscalDocument },
})

export const bringMoney = command('BringMoney', 'money', { request: { cash: money, cashierInfo } })

export const withdrawMoney = command('WithdrawMoney', 'money', { request: { cash: money, cashierInfo } })

/** The report on the state of settlements, a document of the storage. */
export const reportStatusOfSettlements = command('ReportStatusOfSettlements', 'fiscal', {
  long: true,
  request: { cashierInfo },
  answer: fiscalDocument,
})

/** Closes the storage for ever. */
export const closeStorage = command('CloseFN', 'fiscal', {
  long: true,
  request: { cashierInfo },
  answer: { ...fiscalDocument, fnNum: optional(text) },
})
