import type { DocumentSummary } from '../codecs/ffd/index.ts'
import { parseReceiptQr, type ReceiptQrField, type ReceiptQrProblem } from '../codecs/receipt-qr/receipt-qr.ts'

/** A field of the QR code that says something else than the document. */
export interface QrDifference {
  readonly field: ReceiptQrField
  readonly qr: string
  readonly document: string
}

/**
 * Compares the text of a receipt's QR code with the document that it should be of, to the minute. An empty list: the same
 * receipt. A problem where the text is no receipt's QR code. Fields that the document does not have are not compared.
 */
export function compareReceiptQr(text: string, document: DocumentSummary): readonly QrDifference[] | ReceiptQrProblem {
  const qr = parseReceiptQr(text)
  if ('field' in qr) return qr
  const pairs: readonly (readonly [ReceiptQrField, string | number, string | number | undefined])[] = [
    ['dateTime', qr.time.slice(0, 16), document.time?.slice(0, 16)],
    ['sum', qr.kopecks, document.sum],
    ['fn', qr.storageNumber, document.storageSerialNumber?.trim()],
    ['fd', qr.documentNumber, document.number],
    ['fpd', qr.fiscalSign, document.fiscalSign === undefined ? undefined : Number(document.fiscalSign)],
    ['operation', qr.operation, document.operation],
  ]
  return pairs.flatMap(([field, inQr, inDocument]) =>
    inDocument === undefined || inQr === inDocument ? [] : [{ field, qr: String(inQr), document: String(inDocument) }],
  )
}
