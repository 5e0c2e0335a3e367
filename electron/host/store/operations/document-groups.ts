import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { kindCodes, timeOf } from '../document-form.ts'
import { findTextId } from './dictionaries.ts'
import { instantOf, lastInstantOf, storagesOf } from './document-filter.ts'
import { aggregate, scanFor } from './document-plan.ts'
import { groupOfRow, monthOf, paymentBits, type TallyFacts } from './tally.ts'

/** Documents that are alike in everything that a filter can choose from. */
export interface Group extends Pick<
  TallyFacts,
  'storage_key' | 'kind' | 'operation' | 'cashier' | 'payments' | 'confirmed' | 'imported'
> {
  readonly count: number
  readonly shift_from: number | null
  readonly shift_to: number | null
  readonly time_from: number | null
  readonly time_to: number | null
}

const columns = 'storage_key, kind, operation, cashier, payments, confirmed, imported'
const spansOfRows = `min(shift_number) AS shift_from, max(shift_number) AS shift_to, min(time) AS time_from, max(time) AS time_to`
const tallySums = `sum(count) AS count, sum(count) FILTER (WHERE month < 0) AS timeless, min(shift_from) AS shift_from,
  max(shift_to) AS shift_to, min(time_from) AS time_from, max(time_to) AS time_to`

/**
 * What a filter finds, in groups. Whole months come from the tally, the days at the ends of a period from their rows. What the
 * tally does not know, such as sums and texts, is counted row by row.
 */
export function groupsOf(database: SqliteDatabase, filter: DocumentFilter): Group[] {
  if (!isKnownToTally(filter)) return scanned(database, filter)
  const { months, ends } = split(filter)
  return [
    ...(months ? tallied<Group>(database, filter, months, `${columns}, ${tallySums}`, `GROUP BY ${columns}`) : []),
    ...ends.flatMap((end) => scanned(database, end)),
  ]
}

/** How many documents a filter finds that the tally knows, and between which times they lie. */
export function spanOf(database: SqliteDatabase, filter: DocumentFilter): Span {
  const { months, ends } = split(filter)
  const spans = [
    ...(months ? tallied<Span>(database, filter, months, tallySums, '') : []),
    ...ends.flatMap((end) =>
      aggregate<Span>(database, scanFor(database, end), `count(*) AS count, 0 AS timeless, ${spansOfRows}`),
    ),
  ]
  const times = spans.flatMap(({ time_from, time_to }) =>
    time_from === null || time_to === null ? [] : [time_from, time_to],
  )
  return {
    count: spans.reduce((sum, { count }) => sum + (count ?? 0), 0),
    timeless: spans.reduce((sum, { timeless }) => sum + (timeless ?? 0), 0),
    time_from: times.length === 0 ? null : Math.min(...times),
    time_to: times.length === 0 ? null : Math.max(...times),
  }
}

export interface Span {
  readonly count: number
  /** Of these, documents without a time. */
  readonly timeless: number
  readonly time_from: number | null
  readonly time_to: number | null
}

/** A filter's whole months, first and last, and the pieces of its period before and after them. */
function split(filter: DocumentFilter): {
  months: readonly [number, number] | undefined
  ends: readonly DocumentFilter[]
} {
  if (filter.from === undefined && filter.to === undefined) return { months: [-1, 2 ** 31], ends: [] }
  const from = filter.from === undefined ? 0 : instantOf(filter.from)
  const to = filter.to === undefined ? 2 ** 40 : lastInstantOf(filter.to)
  const first = filter.from === undefined ? 0 : monthAfter(from - 1)
  const last = filter.to === undefined ? 2 ** 31 : monthAfter(to + 1) - 2
  if (first > last) return { months: undefined, ends: [filter] }
  const between = (start: number, end: number): DocumentFilter[] =>
    start > end ? [] : [{ ...filter, from: timeOf(start, true), to: timeOf(end, true) }]
  return {
    months: [first, last],
    ends: [
      ...(filter.from === undefined ? [] : between(from, startOf(first) - 1)),
      ...(filter.to === undefined ? [] : between(startOf(last + 1), to)),
    ],
  }
}

/** Whether the tally alone can count what a filter finds. */
export function isKnownToTally({
  text,
  findingRule,
  sumFrom,
  sumTo,
  shiftNumber,
  shiftFrom,
  shiftTo,
}: DocumentFilter): boolean {
  const unknown = [findingRule, sumFrom, sumTo, shiftNumber, shiftFrom, shiftTo]
  return !text?.trim() && unknown.every((condition) => condition === undefined)
}

function scanned(database: SqliteDatabase, filter: DocumentFilter): Group[] {
  return aggregate<Group>(
    database,
    scanFor(database, filter),
    `${groupOfRow}, count(*) AS count, ${spansOfRows}`,
    'GROUP BY 1, 2, 3, 4, 5, 6, 7',
  )
}

function tallied<T>(
  database: SqliteDatabase,
  filter: DocumentFilter,
  [first, last]: readonly [number, number],
  selected: string,
  rest: string,
): T[] {
  const { where, values } = cellsOf(database, filter, ['month BETWEEN ? AND ?', first, last])
  return database.prepared(`SELECT ${selected} FROM document_tally ${where} ${rest}`).all(...values) as T[]
}

/** Cells of the tally that a filter asks for, but for its times and shifts, which `bounds` are to say. */
export function cellsOf(
  database: SqliteDatabase,
  filter: DocumentFilter,
  ...bounds: readonly (readonly [string, ...number[]])[]
): { where: string; values: readonly unknown[] } {
  const clauses = bounds.map(([sql]) => sql)
  const values: unknown[] = bounds.flatMap(([, ...numbers]) => numbers)
  const oneOf = (column: string, list: readonly unknown[] | undefined) => {
    if (!list) return
    clauses.push(`${column} IN (${list.map(() => '?').join(', ')})`)
    values.push(...list)
  }
  const asked = <T, V>(list: readonly T[] | undefined, valueOf: (item: T) => V) =>
    list?.length ? list.map(valueOf) : undefined
  const { all, storages } = storagesOf(database, filter)
  oneOf('storage_key', storages.length < all.length ? storages.map(({ storage_key }) => storage_key) : undefined)
  oneOf(
    'kind',
    asked(filter.kinds, (kind) => kindCodes[kind]),
  )
  oneOf(
    'operation',
    asked(filter.operations, (operation) => operation),
  )
  oneOf(
    'cashier',
    asked(filter.cashiers, (name) => findTextId(database, name) ?? -1),
  )
  oneOf('confirmed', filter.sent && [filter.sent === 'sent' ? 1 : 0])
  oneOf('imported', filter.imported === undefined ? undefined : [Number(filter.imported)])
  if (filter.payments?.length) {
    clauses.push('payments & ? <> 0')
    values.push(filter.payments.reduce((bits, payment) => bits | paymentBits[payment], 0))
  }
  return { where: clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`, values }
}

/** First month that begins after an instant. */
function monthAfter(seconds: number): number {
  return monthOf(seconds) + 1
}

function startOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000
}
