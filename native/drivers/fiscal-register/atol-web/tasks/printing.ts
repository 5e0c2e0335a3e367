import { list, optional, record, text, whole, yesNo } from '../../../../codecs/json/shape.ts'
import { alignment, wrap } from '../codec/meanings.ts'
import { anything, operator, task } from './task.ts'

/** What is printed outside of a document's own fields: texts, bar codes, pictures. */
export const printItems = list(
  record({
    type: text,
    text: optional(text),
    alignment: optional(alignment),
    wrap: optional(wrap),
    font: optional(whole),
    doubleWidth: optional(yesNo),
    doubleHeight: optional(yesNo),
    barcode: optional(text),
    barcodeType: optional(text),
    scale: optional(whole),
    height: optional(whole),
    pictureNumber: optional(whole),
    pixels: optional(text),
  }),
)

/** In front of a document and behind it. */
export const aroundDocument = { preItems: optional(printItems), postItems: optional(printItems) }

export const nonFiscal = task('nonFiscal', 'physical', { request: { items: printItems, printFooter: optional(yesNo) } })
export const continuePrint = task('continuePrint', 'physical')
export const printFnDocument = task('printFnDocument', 'physical', { request: { fiscalDocumentNumber: whole } })
export const printLastReceiptCopy = task('printLastReceiptCopy', 'physical')
export const printDocumentsFromJournal = task('printDocumentsFromJournal', 'physical')
export const reportX = task('reportX', 'physical', { request: { operator, ...aroundDocument } })
export const reportDepartments = task('reportDepartments', 'physical', { request: { operator, ...aroundDocument } })
export const reportFnRegistrations = task('reportFnRegistrations', 'physical', { request: { operator } })
export const openCashDrawer = task('openCashDrawer', 'physical')

/** Only what stands beside: the report is a document of the storage. */
export const reportOfdExchangeStatus = task('reportOfdExchangeStatus', 'fiscal', {
  request: { operator, ...aroundDocument },
  result: { fiscalParams: optional(anything), status: optional(anything), errors: optional(anything) },
})
