import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { idsOfStorage, kindCodes } from '../document-form.ts'
import { DocumentSet } from '../document-set.ts'
import { findTextId, storageKeys, type StorageKey } from './dictionaries.ts'
import { documentsWith, numberBlocks } from './text-search.ts'

/** A condition over `document_row`. */
export interface Clause {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** An index that finds a condition's documents, in the order of time after it where `ordered`. */
export interface Way {
  readonly index: string
  readonly clause: Clause
  readonly ordered: boolean
}

/** A filter as SQL over `document_row`, with the indexes that serve its conditions. */
export interface Conditions {
  readonly clauses: readonly Clause[]
  readonly ways: readonly Way[]
  /** What text and findings leave; `undefined` where they were not asked. */
  readonly found: DocumentSet | undefined
  /** The storages that were asked for; all of them where none was. */
  readonly storages: readonly StorageKey[]
}

const rarePayments = ['prepayment', 'credit', 'consideration']

export function conditionsOf(database: SqliteDatabase, filter: DocumentFilter): Conditions {
  const { all, storages } = storagesOf(database, filter)
  const cashiers = filter.cashiers?.map((name) => findTextId(database, name)).filter((id) => id !== undefined)
  // No index serves a condition that is never true: a storage or a cashier that the log does not know.
  if (storages.length === 0 || (filter.cashiers?.length && cashiers?.length === 0))
    return { clauses: [], ways: [], found: new DocumentSet(), storages }
  const clauses: Clause[] = []
  const ways: Way[] = []
  const add = (sql: string, ...values: unknown[]): Clause => {
    const clause = { sql, values }
    clauses.push(clause)
    return clause
  }
  if (storages.length < all.length) add(...inStorages(storages))
  if (filter.kinds?.length) {
    const codes = filter.kinds.map((kind) => kindCodes[kind])
    const clause = add(`kind IN (${placesFor(codes)})`, ...codes)
    // Receipts are nearly all there is: no index has them.
    if (!codes.includes(kindCodes.receipt))
      ways.push({
        index: 'document_row_by_kind',
        clause: { ...clause, sql: `${clause.sql} AND kind <> 3` },
        ordered: codes.length === 1,
      })
  }
  if (filter.operations?.length) {
    const clause = add(`operation IN (${placesFor(filter.operations)})`, ...filter.operations)
    // Sales are nearly all there is, as receipts are.
    if (!filter.operations.includes(1))
      ways.push({
        index: 'document_row_by_operation',
        clause: { ...clause, sql: `${clause.sql} AND operation <> 1` },
        ordered: filter.operations.length === 1,
      })
  }
  if (cashiers?.length) {
    const clause = add(`cashier IN (${placesFor(cashiers)})`, ...cashiers)
    ways.push({ index: 'document_row_by_cashier', clause, ordered: cashiers.length === 1 })
  }
  if (filter.payments?.length) {
    const clause = add(`(${filter.payments.map((payment) => `${payment} > 0`).join(' OR ')})`)
    if (filter.payments.every((payment) => rarePayments.includes(payment)))
      ways.push({
        index: 'document_row_rare_payment',
        clause: { ...clause, sql: `${clause.sql} AND (prepayment > 0 OR credit > 0 OR consideration > 0)` },
        ordered: true,
      })
  }
  addPeriod(filter, add, ways)
  addShifts(filter, add, ways)
  if (filter.sumFrom !== undefined || filter.sumTo !== undefined) {
    const clause = add('sum BETWEEN ? AND ?', filter.sumFrom ?? 0, filter.sumTo ?? Number.MAX_SAFE_INTEGER)
    ways.push({
      index: 'document_row_by_sum',
      clause: {
        sql: `document_id >> 12 IN (SELECT value FROM json_each(?)) AND ${clause.sql}`,
        values: [numberBlocks(database, storages), ...clause.values],
      },
      ordered: false,
    })
  }
  if (filter.sent === 'sent') add('confirmed = 1')
  if (filter.sent === 'unsent') ways.push({ index: 'document_row_unsent', clause: add('confirmed = 0'), ordered: true })
  if (filter.imported === false) add('imported = 0')
  if (filter.imported) ways.push({ index: 'document_row_imported', clause: add('imported = 1'), ordered: true })
  const found = foundBy(database, filter, storages)
  if (storages.length < all.length) found?.keepRanges(storages.map(({ storage_key }) => idsOfStorage(storage_key)))
  return { clauses, ways, storages, found }
}

/** All storages of the log, and those that a filter asks for. */
export function storagesOf(
  database: SqliteDatabase,
  filter: DocumentFilter,
): { all: readonly StorageKey[]; storages: readonly StorageKey[] } {
  const all = storageKeys(database)
  const storages = all.filter(
    ({ storage_id: id }) =>
      (filter.storageId === undefined || id === filter.storageId) &&
      (!filter.storageIds?.length || filter.storageIds.includes(id)),
  )
  return { all, storages }
}

/** Text and findings name their documents one by one. */
function foundBy(
  database: SqliteDatabase,
  { text, findingRule }: DocumentFilter,
  storages: readonly StorageKey[],
): DocumentSet | undefined {
  const found = documentsWith(database, text, storages)
  if (findingRule === undefined) return found
  const withFinding = new DocumentSet()
  const select = database
    .prepared('SELECT number FROM finding WHERE storage_id = ? AND rule = ? AND number IS NOT NULL')
    .pluck()
  for (const { storage_key, storage_id } of storages)
    for (const number of select.all(storage_id, findingRule) as number[])
      withFinding.add(idsOfStorage(storage_key)[0] + number)
  if (found) withFinding.intersect(found)
  return withFinding
}

function addPeriod(
  { from, to }: DocumentFilter,
  add: (sql: string, ...values: unknown[]) => Clause,
  ways: Way[],
): void {
  if (from === undefined && to === undefined) return
  const last = to === undefined ? 2 ** 40 : lastInstantOf(to)
  const clause = add('time BETWEEN ? AND ?', from === undefined ? 0 : instantOf(from), last)
  ways.push({ index: 'document_row_by_time', clause, ordered: true })
}

function addShifts(
  { shiftNumber, shiftFrom, shiftTo }: DocumentFilter,
  add: (sql: string, ...values: unknown[]) => Clause,
  ways: Way[],
): void {
  if (shiftNumber === undefined && shiftFrom === undefined && shiftTo === undefined) return
  const from = Math.max(shiftNumber ?? 0, shiftFrom ?? 0)
  const to = Math.min(shiftNumber ?? 0xffff_ffff, shiftTo ?? 0xffff_ffff)
  ways.push({ index: 'document_row_by_shift', clause: add('shift_number BETWEEN ? AND ?', from, to), ordered: false })
}

/** Seconds of a time that may name a day its month does not have: that day is counted on into the next month. */
export function instantOf(time: string): number {
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = time.split(/[-T:]/u).map(Number)
  return Date.UTC(year, month - 1, day, hours, minutes, seconds) / 1000
}

/** A time without seconds means its whole minute. */
export function lastInstantOf(time: string): number {
  return instantOf(time) + (time.length === 16 ? 59 : 0)
}

function inStorages(storages: readonly StorageKey[]): [string, ...number[]] {
  if (storages.length === 0) return ['0']
  const ranges = storages.map(() => 'document_id BETWEEN ? AND ?').join(' OR ')
  return [`(${ranges})`, ...storages.flatMap(({ storage_key }) => idsOfStorage(storage_key))]
}

function placesFor(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}
