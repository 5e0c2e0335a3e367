import { barcodeType, reportCode } from '../codec/meanings.ts'
import { digits, optional, text, whole, yesNo } from '../codec/shape.ts'
import { command } from './command.ts'

export const printReport = command('PrintReport', 'physical', { long: true, request: { reportCode } })

/** Lines are kept until one comes with `forcePrint`; then all are printed together. */
export const printText = command('PrintText', 'physical', { request: { text, forcePrint: optional(yesNo) } })

export const printBarCode = command('PrintBarCode', 'physical', { request: { bcType: barcodeType, value: digits } })

/** Slip of the register of alcohol (ЕГАИС). */
export const printEgaisSlip = command('PrintEgaisSlip', 'physical', {
  request: { shiftNum: whole, checkNum: whole, kpp: text, inn: optional(text), url: text, sign: text },
})

export const openBox = command('OpenBox', 'physical')

/** Prints a document out of the storage's archive. */
export const printDocFromFn = command('PrintDocFromFN', 'physical', { long: true, request: { fiscalDocNum: whole } })
