import { createLineCutter } from '../line-cutter.ts'
import { assertCodeLength, byteSpan, textOf } from '../text-bytes.ts'
import type { DecodedField, DecodedMessage, DecodedValue, WireFormat, WireInput } from '../wire-format.ts'
import { parseReceiptQr, type ReceiptQr } from './receipt-qr.ts'

const operations = { 1: 'sale', 2: 'refund of sale', 3: 'purchase', 4: 'refund of purchase' } as const

/** QR codes of receipts as the command line reads them. */
export const receiptQr: WireFormat = {
  dialects: ['qr'],
  decode,
  createCutter: () => createLineCutter([0x0d, 0x0a]),
}

function decode({ bytes }: WireInput): DecodedMessage {
  assertCodeLength(bytes)
  const text = textOf(bytes)
  const read = parseReceiptQr(text)
  if ('why' in read)
    return { name: 'QR чека', value: { text, valid: false, why: read.why, error: read.field }, fields: [] }
  return { name: 'QR чека', value: { text, valid: true, ...valueOf(read) }, fields: fieldsOf(text, bytes) }
}

/** Both the fields' own names and the names that people use. */
function valueOf({ time, kopecks, storageNumber, documentNumber, fiscalSign, operation }: ReceiptQr): {
  [name: string]: DecodedValue
} {
  return {
    t: time,
    s_kop: kopecks,
    fn: storageNumber,
    i: documentNumber,
    fp: fiscalSign,
    n: operation,
    n_meaning: operations[operation],
    dateTime: time,
    sum: kopecks,
    fd: documentNumber,
    fpd: fiscalSign,
    operation,
  }
}

function fieldsOf(text: string, bytes: Uint8Array): DecodedField[] {
  return [...text.matchAll(/(?<=^|&)([a-z]+)=([^&\s]*)/gu)].map((match) => ({
    name: match[1] ?? '',
    value: match[2] ?? '',
    ...byteSpan(bytes, text, match.index, match[0].length),
  }))
}
