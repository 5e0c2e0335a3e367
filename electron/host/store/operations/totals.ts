import type { DocumentKind } from '../../../../native/codecs/ffd/index.ts'
import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { idsOfStorage, kindOf, secondsOfDay, storageKeyOf, timeOf } from '../document-form.ts'
import { findStorageKey, storageKeys } from './dictionaries.ts'
import { aggregate, scanFor } from './document-plan.ts'
import { periodsOfCells } from './period-cells.ts'

/** Sums of documents of one kind and operation. Kopecks. */
export interface StoredTotals {
  readonly kind: DocumentKind
  readonly operation: number | null
  readonly count: number
  readonly sum: number
  readonly cash: number
  readonly cashless: number
}

export interface StoredPeriod {
  readonly storage_id: string | null
  readonly shift_number: number | null
  readonly day: string | null
  readonly first_time: string | null
  readonly last_time: string | null
  readonly totals: readonly StoredTotals[]
}

/** `total` adds up what no whole number can hold, which damaged documents may claim. */
const sums = `kind, operation, count(*) AS count, total(sum) AS sum, total(cash) AS cash, total(cashless) AS cashless`
type TableTotals = Omit<StoredTotals, 'kind'> & { readonly kind: number }

export const totalsOperations = {
  /** Sums of a shift, or of a day of the register's clock, by kind of document and of operation. */
  'documents.totals': (
    database: SqliteDatabase,
    input: { storageId: string; shiftNumber?: number | undefined; day?: string | undefined },
  ): StoredTotals[] => {
    const key = findStorageKey(database, input.storageId)
    if (key === undefined) return []
    const start = Date.parse(`${input.day}T00:00:00Z`) / 1000
    const [index, condition, ...values] =
      input.shiftNumber === undefined
        ? (['document_row_by_time', 'time >= ? AND time < ?', start, start + secondsOfDay] as const)
        : (['document_row_by_shift', 'shift_number = ?', input.shiftNumber] as const)
    const rows = database
      .prepared(
        `SELECT ${sums} FROM document_row INDEXED BY ${index} WHERE ${condition} AND document_id BETWEEN ? AND ?
         GROUP BY kind, operation ORDER BY kind, operation`,
      )
      .all(...values, ...idsOfStorage(key)) as TableTotals[]
    return rows.map((row) => ({ ...row, kind: kindOf(row.kind) }))
  },

  /** Shifts or days that a filter touches, newest first, each with the sums of what the filter finds in it. */
  'documents.totalsBy': (
    database: SqliteDatabase,
    input: { filter: DocumentFilter; by: 'shift' | 'day'; offset: number; limit: number },
  ): { total: number; periods: StoredPeriod[] } => periodsOfCells(database, input) ?? periodsOfRows(database, input),
}

/** Periods row by row, for what the tally does not know. */
function periodsOfRows(
  database: SqliteDatabase,
  { filter, by, offset, limit }: { filter: DocumentFilter; by: 'shift' | 'day'; offset: number; limit: number },
): { total: number; periods: StoredPeriod[] } {
  const group = by === 'shift' ? 'document_id >> 32, shift_number' : `time / ${secondsOfDay}`
  const rows = aggregate<TableTotals & PeriodColumns>(
    database,
    scanFor(database, filter),
    `min(document_id) AS first_id, ${by === 'shift' ? 'shift_number' : 'NULL AS shift_number'},
     time / ${secondsOfDay} AS day, min(time) AS first_time, max(time) AS last_time, ${sums}`,
    `GROUP BY ${group}, kind, operation`,
  )
  const storageIds = new Map(storageKeys(database).map(({ storage_key, storage_id }) => [storage_key, storage_id]))
  const periods = join(rows, by)
  return {
    total: periods.length,
    periods: periods.slice(offset, offset + limit).map(({ first, from, to, totals }) => ({
      storage_id: by === 'shift' ? (storageIds.get(storageKeyOf(first.first_id)) ?? null) : null,
      shift_number: first.shift_number,
      day: by === 'day' && first.day !== null ? timeOf(first.day * secondsOfDay, true).slice(0, 10) : null,
      first_time: from === null ? null : timeOf(from, true),
      last_time: to === null ? null : timeOf(to, true),
      totals,
    })),
  }
}

interface PeriodColumns {
  readonly first_id: number
  readonly shift_number: number | null
  readonly day: number | null
  readonly first_time: number | null
  readonly last_time: number | null
}

interface Period {
  readonly first: PeriodColumns
  from: number | null
  to: number | null
  readonly totals: StoredTotals[]
}

function join(rows: readonly (TableTotals & PeriodColumns)[], by: 'shift' | 'day'): Period[] {
  const periods = new Map<string, Period>()
  for (const row of rows) {
    const key = by === 'day' ? String(row.day) : `${storageKeyOf(row.first_id)} ${row.shift_number}`
    let period = periods.get(key)
    if (!period) periods.set(key, (period = { first: row, from: null, to: null, totals: [] }))
    if (row.first_time !== null) period.from = Math.min(period.from ?? row.first_time, row.first_time)
    if (row.last_time !== null) period.to = Math.max(period.to ?? row.last_time, row.last_time)
    const { kind, operation, count, sum, cash, cashless } = row
    period.totals.push({ kind: kindOf(kind), operation, count, sum, cash, cashless })
  }
  return [...periods.values()].sort(
    (one, other) => (other.to ?? 0) - (one.to ?? 0) || (other.first.shift_number ?? 0) - (one.first.shift_number ?? 0),
  )
}
