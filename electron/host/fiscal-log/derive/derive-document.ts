import {
  decodeDocument,
  summariseDocument,
  type DocumentParts,
  type DocumentSummary,
  type FfdDocument,
} from '../../../../native/codecs/ffd/index.ts'
import { judgeDocument, type Finding } from '../../../../native/judgement/index.ts'
import { foldText } from './fold-text.ts'

/** A log's row with its findings, made from the bytes alone. Made again whenever the rules change. */
export interface DerivedDocument {
  readonly row: {
    readonly kind: string
    readonly time: string | null
    readonly shift_number: number | null
    readonly receipt_number: number | null
    readonly operation: number | null
    readonly sum: number | null
    readonly cash: number | null
    readonly cashless: number | null
    readonly prepayment: number | null
    readonly credit: number | null
    readonly consideration: number | null
    readonly cashier: string | null
    readonly fiscal_sign: string | null
    readonly taxpayer_number: string | null
    readonly registration_number: string | null
    readonly item_count: number
    readonly first_item: string | null
    readonly confirmed: number
    readonly complete: number
    readonly imported: number
  }
  readonly findings: readonly Finding[]
  /** What the document is found by, besides its numbers. */
  readonly phrases: readonly string[]
}

const longestPhrase = 2_000
const mostPhrases = 2_000

export function deriveDocument(
  storageId: string,
  number: number,
  parts: DocumentParts & { readonly shortened?: true },
  imported = false,
): DerivedDocument {
  const tlv = parts.tlv && decodeDocument(parts.tlv)
  const summary = summariseDocument(parts, tlv)
  const confirmed = parts.confirmation !== undefined || (parts.fixed?.[1] ?? 0) !== 0
  return {
    row: {
      kind: summary.kind,
      time: summary.time ?? null,
      shift_number: summary.shiftNumber ?? null,
      receipt_number: summary.receiptNumber ?? null,
      operation: summary.operation ?? null,
      sum: exact(summary.sum),
      cash: exact(summary.cash),
      cashless: exact(summary.cashless),
      prepayment: numberOf(tlv, 1215),
      credit: numberOf(tlv, 1216),
      consideration: numberOf(tlv, 1217),
      cashier: summary.cashier ?? null,
      fiscal_sign: summary.fiscalSign ?? null,
      taxpayer_number: summary.taxpayerNumber ?? null,
      registration_number: summary.registrationNumber ?? null,
      item_count: summary.items.length,
      first_item: summary.items[0]?.name ?? null,
      confirmed: Number(confirmed),
      complete: Number(parts.tlv !== undefined && !parts.shortened),
      imported: Number(imported),
    },
    phrases: phrasesOf(storageId, summary),
    findings: judgeDocument({ ...parts, storageId, number, summary, text: tlv }),
  }
}

/**
 * Texts of goods, people and requisites. The owner's numbers stand in every document alike, so they are left out: every
 * search for a number would bring the whole log. Sum and sign have columns of their own.
 */
function phrasesOf(storageId: string, summary: DocumentSummary): string[] {
  const { sum } = summary
  const apart = new Set([
    storageId,
    summary.registrationNumber?.trim(),
    summary.taxpayerNumber?.trim(),
    summary.fiscalSign,
    sum === undefined ? undefined : `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`,
  ])
  const phrases = new Set<string>()
  for (const text of summary.searchText.split('\n')) {
    if (apart.has(text.trim()) || phrases.size >= mostPhrases) continue
    const phrase = folded(text)
    if (phrase !== '') phrases.add(phrase)
  }
  return [...phrases]
}

/** The same few thousand texts come again and again. */
const foldedTexts = new Map<string, string>()
const mostFolded = 20_000

function folded(text: string): string {
  const known = foldedTexts.get(text)
  if (known !== undefined) return known
  const phrase = foldText(text).slice(0, longestPhrase)
  if (foldedTexts.size >= mostFolded) foldedTexts.clear()
  foldedTexts.set(text, phrase)
  return phrase
}

function numberOf(document: FfdDocument | undefined, tag: number): number | null {
  const value = document?.elements.find((element) => element.tag === tag)?.value
  return typeof value === 'number' ? exact(value) : null
}

/** SQLite and JSON both keep whole numbers up to 2^53 exactly; a sum beyond is damage and named as such elsewhere. */
function exact(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) ? value : null
}
