import { decodeDocument, summariseDocument, type DocumentParts } from '../../../../native/codecs/ffd/index.ts'
import { findInDocument } from './document-findings.ts'
import { foldText } from './fold-text.ts'
import type { DerivedFinding } from './rules.ts'

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
    readonly cashier: string | null
    readonly fiscal_sign: string | null
    readonly taxpayer_number: string | null
    readonly registration_number: string | null
    readonly item_count: number
    readonly first_item: string | null
    readonly confirmed: number
    readonly complete: number
    readonly text: string
  }
  readonly findings: readonly DerivedFinding[]
}

const longestText = 20_000

export function deriveDocument(storageId: string, number: number, parts: DocumentParts): DerivedDocument {
  const summary = summariseDocument(parts)
  const tlv = parts.tlv && decodeDocument(parts.tlv)
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
      cashier: summary.cashier ?? null,
      fiscal_sign: summary.fiscalSign ?? null,
      taxpayer_number: summary.taxpayerNumber ?? null,
      registration_number: summary.registrationNumber ?? null,
      item_count: summary.items.length,
      first_item: summary.items[0]?.name ?? null,
      confirmed: Number(confirmed),
      complete: Number(parts.tlv !== undefined),
      text: foldText(`${number} ${summary.searchText}`).slice(0, longestText),
    },
    findings: findInDocument(number, storageId, summary, tlv),
  }
}

/** SQLite and JSON both keep whole numbers up to 2^53 exactly; a sum beyond is damage and named as such elsewhere. */
function exact(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) ? value : null
}
