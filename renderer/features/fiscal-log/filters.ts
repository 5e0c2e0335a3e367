import type { DocumentFilter, DocumentKind } from '../../../electron/contract/fiscal-log.ts'

/** What the address of the log says. */
export interface LogSearch {
  readonly storage?: string
  readonly text?: string
  /** Group of kinds. */
  readonly kind?: string
  /** `YYYY-MM-DD`. */
  readonly from?: string
  readonly to?: string
  readonly unsent?: true
  readonly finding?: string
  readonly document?: number
}

/** Kinds as people look for them. */
export const kindGroups = {
  receipts: ['receipt', 'strict-form'],
  refunds: ['receipt', 'strict-form'],
  corrections: ['receipt-correction', 'strict-form-correction'],
  shifts: ['shift-opening', 'shift-closing', 'settlement-report'],
  registration: ['registration', 'registration-change', 'storage-closing'],
} as const satisfies Record<string, readonly DocumentKind[]>
export type KindGroup = keyof typeof kindGroups

export function isKindGroup(text: string | undefined): text is KindGroup {
  return text !== undefined && text in kindGroups
}

/** The question to the host. */
export function filterOf(search: LogSearch, storageId: string | undefined): DocumentFilter {
  const group = isKindGroup(search.kind) ? search.kind : undefined
  return {
    ...(storageId && { storageId }),
    ...(search.text && { text: search.text.slice(0, 200) }),
    ...(group && { kinds: [...kindGroups[group]] }),
    // Tag 1054: 2 refund of a sale, 4 refund of a purchase.
    ...(group === 'refunds' && { operations: [2, 4] }),
    ...(search.from && { from: `${search.from}T00:00` }),
    ...(search.to && { to: `${search.to}T23:59` }),
    ...(search.unsent && { sent: 'unsent' as const }),
    ...(search.finding && { findingRule: search.finding }),
  }
}

/** «23.11.2026», «23.11.26» or «231126» as `2026-11-23`; `undefined` if it is no date. */
export function parseDate(text: string): string | undefined {
  const match =
    /^(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4}|\d\d)$/.exec(text.trim()) ?? /^(\d\d)(\d\d)(\d{4}|\d\d)$/.exec(text.trim())
  if (!match) return undefined
  const [day, month] = [Number(match[1]), Number(match[2])]
  const year = Number(match[3]) + (match[3]?.length === 2 ? 2000 : 0)
  const date = new Date(Date.UTC(year, month - 1, day))
  const sound = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return sound ? date.toISOString().slice(0, 10) : undefined
}
