import {
  paymentSchema,
  type DocumentFilter,
  type DocumentKind,
  type Payment,
} from '../../../electron/contract/fiscal-log.ts'

/** What the address of the log says. */
export interface LogSearch {
  /** Numbers of the storages with commas between, or `all`; without it the one that is connected. */
  readonly storage?: string
  readonly view?: LogView
  readonly text?: string
  /** Group of kinds. */
  readonly kind?: string
  /** `YYYY-MM-DD`. */
  readonly from?: string
  readonly to?: string
  readonly cashier?: string
  readonly payment?: string
  /** Kopecks. */
  readonly sumFrom?: number
  readonly sumTo?: number
  readonly shiftFrom?: number
  readonly shiftTo?: number
  readonly sent?: 'sent' | 'unsent'
  readonly finding?: string
  readonly document?: number
}

/** What may be changed; `undefined` takes it out of the address. */
export type LogSearchChange = { [K in keyof LogSearch]?: LogSearch[K] | undefined }

export const logViews = ['documents', 'shifts', 'days', 'integrity'] as const
export type LogView = (typeof logViews)[number]

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

export function paymentOf(text: string | undefined): Payment | undefined {
  return paymentSchema.safeParse(text).data
}

/** Conditions besides storages, text and finding: what «Сбросить отбор» takes back. */
export const conditions = [
  'kind',
  'from',
  'to',
  'cashier',
  'payment',
  'sumFrom',
  'sumTo',
  'shiftFrom',
  'shiftTo',
  'sent',
] as const satisfies readonly (keyof LogSearch)[]

export const noConditions: LogSearchChange = Object.fromEntries(conditions.map((name) => [name, undefined]))

/** How many conditions are set. */
export function conditionCount(search: LogSearch): number {
  return conditions.filter((name) => search[name] !== undefined).length
}

const mostStorages = 50

/** The question to the host. Of storages none means all. */
export function filterOf(search: LogSearch, storageIds: readonly string[]): DocumentFilter {
  const group = isKindGroup(search.kind) ? search.kind : undefined
  const payment = paymentOf(search.payment)
  return {
    ...(storageIds.length === 1 && { storageId: storageIds[0] }),
    ...(storageIds.length > 1 && { storageIds: storageIds.slice(0, mostStorages) }),
    ...(search.text && { text: search.text.slice(0, 200) }),
    ...(group && { kinds: [...kindGroups[group]] }),
    // Tag 1054: 2 refund of a sale, 4 refund of a purchase.
    ...(group === 'refunds' && { operations: [2, 4] }),
    ...(search.from && { from: `${search.from}T00:00` }),
    ...(search.to && { to: `${search.to}T23:59` }),
    ...(search.cashier && { cashiers: [search.cashier.slice(0, 500)] }),
    ...(payment && { payments: [payment] }),
    ...(search.sumFrom !== undefined && { sumFrom: search.sumFrom }),
    ...(search.sumTo !== undefined && { sumTo: search.sumTo }),
    ...(search.shiftFrom !== undefined && { shiftFrom: search.shiftFrom }),
    ...(search.shiftTo !== undefined && { shiftTo: search.shiftTo }),
    ...(search.sent && { sent: search.sent }),
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

/** «1 234,5», «1234.50 ₽» as kopecks; `undefined` if it is no sum. */
export function parseSum(text: string): number | undefined {
  const match = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0₽]/g, ''))
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined
}

/** «1234,50» of kopecks, as a person would type it. */
export function typedSum(kopecks: number): string {
  const rest = kopecks % 100
  return `${Math.trunc(kopecks / 100)}${rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`}`
}

/** A shift's number; `undefined` if it is none. */
export function parseShift(text: string): number | undefined {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined
}
