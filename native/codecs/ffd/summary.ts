import { formatReceiptQr } from '../receipt-qr/receipt-qr.ts'
import { decodeDocument } from './decode-document.ts'
import type { DocumentSummary, FfdDocument, FfdElement } from './document.ts'
import { decodeFixedDocument } from './fixed-document.ts'

/** Parts of a document as the log keeps them. */
export interface DocumentParts {
  readonly fixed?: Uint8Array | undefined
  readonly tlv?: Uint8Array | undefined
  readonly confirmation?: Uint8Array | undefined
}

/**
 * What a row of the log shows, derived from the bytes alone. The TLV tells most; where the storage has kept only the
 * fixed structure, that tells the rest. Damaged parts leave their fields undefined and never throw. Who has the text's tree
 * already gives it as `tlv`.
 */
export function summariseDocument(
  parts: DocumentParts,
  tlv: FfdDocument | undefined = parts.tlv && decodeDocument(parts.tlv),
): DocumentSummary {
  const fixed = parts.fixed && readFixed(parts.fixed)
  const elements = tlv?.elements ?? []
  const top = new Map<number, FfdElement>()
  for (const element of elements) if (!top.has(element.tag)) top.set(element.tag, element)
  const text = (tag: number) => top.get(tag)?.text || undefined
  const number = (tag: number) => asNumber(top.get(tag)?.value)
  const fixedNumber = (name: string) => asNumber(fixed?.fields[name])
  const fixedText = (name: string) =>
    typeof fixed?.fields[name] === 'string' ? (fixed.fields[name] as string) : undefined
  const items = elements.filter(({ tag }) => tag === 1059).map(readItem)
  const summary = {
    kind: tlv && tlv.kind !== 'unknown' ? tlv.kind : (fixed?.kind ?? 'unknown'),
    number: number(1040) ?? fixed?.number,
    time: asTime(top.get(1012)) ?? fixed?.time,
    storageSerialNumber: text(1041),
    registrationNumber: text(1037) ?? fixedText('rnm'),
    taxpayerNumber: text(1018) ?? fixedText('inn'),
    shiftNumber: number(1038) ?? fixedNumber('shift'),
    receiptNumber: number(1042),
    operation: number(1054) ?? fixedNumber('operation'),
    sum: number(1020) ?? fixedNumber('sum'),
    cash: number(1031),
    cashless: number(1081),
    cashier: text(1021),
    fiscalSign: text(1077) ?? (fixed ? String(fixed.fiscalSign).padStart(10, '0') : undefined),
    items,
    ffdVersion: number(1209),
  }
  return { ...summary, searchText: searchText(elements, summary.sum, summary.fiscalSign) }
}

/** Text of the receipt's QR code, or `undefined` where a part of it is missing or the document is no receipt. */
export function receiptQrText(summary: DocumentSummary): string | undefined {
  const { kind, time, sum, storageSerialNumber, number, fiscalSign, operation } = summary
  if (
    kind !== 'receipt' &&
    kind !== 'strict-form' &&
    kind !== 'receipt-correction' &&
    kind !== 'strict-form-correction'
  )
    return undefined
  if (
    !time ||
    sum === undefined ||
    !storageSerialNumber ||
    number === undefined ||
    !fiscalSign ||
    operation === undefined
  )
    return undefined
  if (operation !== 1 && operation !== 2 && operation !== 3 && operation !== 4) return undefined
  // Seconds are left out: the paper does not carry them, and the tax office's check takes minutes.
  return formatReceiptQr({
    time: time.slice(0, 16),
    kopecks: sum,
    storageNumber: storageSerialNumber,
    documentNumber: number,
    fiscalSign: Number(fiscalSign),
    operation,
  })
}

function readFixed(bytes: Uint8Array) {
  try {
    return decodeFixedDocument(bytes)
  } catch {
    return undefined
  }
}

function readItem(item: FfdElement): DocumentSummary['items'][number] {
  const child = (tag: number) => item.children.find((element) => element.tag === tag)
  return {
    name: child(1030)?.text ?? '',
    quantity: child(1023)?.text ?? '',
    price: asNumber(child(1079)?.value),
    sum: asNumber(child(1043)?.value),
  }
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function asTime(element: FfdElement | undefined): string | undefined {
  return element?.type === 'unixtime' && element.problem === undefined && typeof element.value === 'string'
    ? element.value
    : undefined
}

/** Texts of goods, people and requisites at any depth, and the sums as they are printed. */
function searchText(elements: readonly FfdElement[], sum: number | undefined, fiscalSign: string | undefined): string {
  const words: string[] = []
  const collect = (list: readonly FfdElement[]) => {
    for (const element of list) {
      if (element.type === 'string' && element.text) words.push(element.text)
      collect(element.children)
    }
  }
  collect(elements)
  if (sum !== undefined) words.push(`${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`)
  if (fiscalSign) words.push(fiscalSign)
  return [...new Set(words)].join('\n')
}
