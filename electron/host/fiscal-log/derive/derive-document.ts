import {
  decodeDocument,
  summariseDocument,
  type DocumentKind,
  type DocumentParts,
  type DocumentSummary,
} from '../../../../native/codecs/ffd/index.ts'
import { judgeDocument, type Finding } from '../../../../native/judgement/index.ts'

/** A log's row with its findings, made from the bytes alone. Made again whenever the rules change. */
export interface DerivedDocument {
  readonly row: {
    readonly kind: DocumentKind
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
  /** What the document is found by, besides its numbers; as it stands there, some of it twice. */
  readonly phrases: readonly string[]
}

const mostPhrases = 4_000

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
      prepayment: exact(summary.prepayment),
      credit: exact(summary.credit),
      consideration: exact(summary.consideration),
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
function phrasesOf(storageId: string, { texts, registrationNumber, taxpayerNumber }: DocumentSummary): string[] {
  const phrases: string[] = []
  for (const text of texts) {
    if (text === registrationNumber || text === taxpayerNumber || text === storageId) continue
    if (phrases.length >= mostPhrases) break
    phrases.push(text)
  }
  return phrases
}

/** SQLite and JSON both keep whole numbers up to 2^53 exactly; a sum beyond is damage and named as such elsewhere. */
function exact(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) ? value : null
}
