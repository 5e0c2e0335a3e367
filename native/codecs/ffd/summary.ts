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
  const found = tlv ? readRequisites(tlv.elements) : nothing
  const number = (index: number) => asNumber(found.first[index]?.value)
  const text = (index: number) => found.first[index]?.text || undefined
  const fixedNumber = (name: string) => asNumber(fixed?.fields[name])
  const fixedText = (name: string) =>
    typeof fixed?.fields[name] === 'string' ? (fixed.fields[name] as string) : undefined
  return {
    kind: tlv && tlv.kind !== 'unknown' ? tlv.kind : (fixed?.kind ?? 'unknown'),
    number: number(place.number) ?? fixed?.number,
    time: asTime(found.first[place.time]) ?? fixed?.time,
    storageSerialNumber: text(place.storage),
    registrationNumber: text(place.registration) ?? fixedText('rnm'),
    taxpayerNumber: text(place.taxpayer) ?? fixedText('inn'),
    shiftNumber: number(place.shift) ?? fixedNumber('shift'),
    receiptNumber: number(place.receipt),
    operation: number(place.operation) ?? fixedNumber('operation'),
    sum: number(place.sum) ?? fixedNumber('sum'),
    cash: number(place.cash),
    cashless: number(place.cashless),
    prepayment: number(place.prepayment),
    credit: number(place.credit),
    consideration: number(place.consideration),
    cashier: text(place.cashier),
    fiscalSign: text(place.sign) ?? (fixed ? String(fixed.fiscalSign).padStart(10, '0') : undefined),
    items: found.items,
    ffdVersion: number(place.version),
    texts: found.texts,
  }
}

/** Requisites of a row in the order of the list that holds the first element of each. */
const rowTags = [1040, 1012, 1041, 1037, 1018, 1038, 1042, 1054, 1020, 1031, 1081, 1215, 1216, 1217, 1021, 1077, 1209]
const place = {
  number: 0,
  time: 1,
  storage: 2,
  registration: 3,
  taxpayer: 4,
  shift: 5,
  receipt: 6,
  operation: 7,
  sum: 8,
  cash: 9,
  cashless: 10,
  prepayment: 11,
  credit: 12,
  consideration: 13,
  cashier: 14,
  sign: 15,
  version: 16,
} as const
const placeOfTag: (number | undefined)[] = []
for (const [index, tag] of rowTags.entries()) placeOfTag[tag] = index

interface Requisites {
  readonly first: readonly (FfdElement | undefined)[]
  readonly items: DocumentSummary['items'][number][]
  readonly texts: readonly string[]
}
const nothing: Requisites = { first: [], items: [], texts: [] }

/** One pass over the tree: a log takes in a quarter of a million documents. */
function readRequisites(elements: readonly FfdElement[]): Requisites {
  const first: (FfdElement | undefined)[] = []
  const items: DocumentSummary['items'][number][] = []
  const texts: string[] = []
  for (const element of elements) {
    const { tag, children } = element
    const index = placeOfTag[tag]
    if (index !== undefined) first[index] ??= element
    else if (tag === 1059) items.push(readItem(element))
    if (children.length > 0) collectTexts(children, texts)
    else if (element.type === 'string' && element.text !== '') texts.push(element.text)
  }
  return { first, items, texts }
}

function collectTexts(elements: readonly FfdElement[], texts: string[]): void {
  for (const element of elements) {
    if (element.type === 'string' && element.text !== '') texts.push(element.text)
    else if (element.children.length > 0) collectTexts(element.children, texts)
  }
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
  let name: FfdElement | undefined
  let quantity: FfdElement | undefined
  let price: FfdElement | undefined
  let sum: FfdElement | undefined
  for (const child of item.children) {
    if (child.tag === 1030) name ??= child
    else if (child.tag === 1023) quantity ??= child
    else if (child.tag === 1079) price ??= child
    else if (child.tag === 1043) sum ??= child
  }
  return {
    name: name?.text ?? '',
    quantity: quantity?.text ?? '',
    price: asNumber(price?.value),
    sum: asNumber(sum?.value),
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
