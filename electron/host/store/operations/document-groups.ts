import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { kindCodes } from '../document-form.ts'
import { findTextId } from './dictionaries.ts'
import { instantOf, lastInstantOf, storagesOf } from './document-filter.ts'
import { aggregate, scanFor } from './document-plan.ts'
import { factsOfRow, paymentBits, type TallyFacts } from './tally.ts'

/** Documents that are alike in everything that a filter can choose from. */
export interface Group extends Omit<TallyFacts, 'month'> {
  readonly count: number
  readonly shift_from: number | null
  readonly shift_to: number | null
  readonly time_from: number | null
  readonly time_to: number | null
}

const columns = 'storage_key, kind, operation, cashier, payments, confirmed, imported'
const spans = `min(shift_number) AS shift_from, max(shift_number) AS shift_to, min(time) AS time_from, max(time) AS time_to`

/**
 * What a filter finds, in groups. Whole months come from the tally, the days at the ends of a period from their rows. What the
 * tally does not know, such as sums and texts, is counted row by row.
 */
export function groupsOf(database: SqliteDatabase, filter: DocumentFilter): Group[] {
  if (!isKnownToTally(filter)) return scanned(database, filter)
  if (filter.from === undefined && filter.to === undefined) return tallied(database, filter, -1, 2 ** 31)
  const from = filter.from === undefined ? 0 : instantOf(filter.from)
  const to = filter.to === undefined ? 2 ** 40 : lastInstantOf(filter.to)
  const [first, last] = [
    filter.from === undefined ? 0 : monthAfter(from - 1),
    filter.to === undefined ? 2 ** 31 : monthAfter(to + 1) - 2,
  ]
  if (first > last) return scanned(database, filter)
  return [
    ...tallied(database, filter, first, last),
    ...(filter.from === undefined ? [] : scannedBetween(database, filter, from, startOf(first) - 1)),
    ...(filter.to === undefined ? [] : scannedBetween(database, filter, startOf(last + 1), to)),
  ]
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
    `${factsOfRow}, count(*) AS count, ${spans}`,
    'GROUP BY 1, 2, 3, 4, 5, 6, 7',
  )
}

function scannedBetween(database: SqliteDatabase, filter: DocumentFilter, from: number, to: number): Group[] {
  if (from > to) return []
  const text = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19)
  return scanned(database, { ...filter, from: text(from), to: text(to) })
}

function tallied(database: SqliteDatabase, filter: DocumentFilter, first: number, last: number): Group[] {
  const clauses = ['month BETWEEN ? AND ?']
  const values: unknown[] = [first, last]
  const oneOf = (column: string, list: readonly unknown[]) => {
    clauses.push(`${column} IN (${list.map(() => '?').join(', ')})`)
    values.push(...list)
  }
  const { all, storages } = storagesOf(database, filter)
  if (storages.length < all.length)
    oneOf(
      'storage_key',
      storages.map(({ storage_key }) => storage_key),
    )
  if (filter.kinds?.length)
    oneOf(
      'kind',
      filter.kinds.map((kind) => kindCodes[kind]),
    )
  if (filter.operations?.length) oneOf('operation', filter.operations)
  if (filter.cashiers?.length)
    oneOf(
      'cashier',
      filter.cashiers.map((name) => findTextId(database, name) ?? -1),
    )
  if (filter.payments?.length) {
    clauses.push('payments & ? <> 0')
    values.push(filter.payments.reduce((bits, payment) => bits | paymentBits[payment], 0))
  }
  if (filter.sent !== undefined) oneOf('confirmed', [filter.sent === 'sent' ? 1 : 0])
  if (filter.imported !== undefined) oneOf('imported', [Number(filter.imported)])
  return database
    .prepared(
      `SELECT ${columns}, sum(count) AS count, min(shift_from) AS shift_from, max(shift_to) AS shift_to,
         min(time_from) AS time_from, max(time_to) AS time_to
       FROM document_tally WHERE ${clauses.join(' AND ')} GROUP BY ${columns}`,
    )
    .all(...values) as Group[]
}

/** First month that begins after an instant. */
function monthAfter(seconds: number): number {
  const date = new Date(seconds * 1000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth() + 1
}

function startOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000
}
