import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { conditions } from './document-filter.ts'

/** Sums of documents of one kind and operation. Kopecks. */
export interface StoredTotals {
  readonly kind: string
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

const sums = `kind, operation, count(*) AS count, coalesce(sum(sum), 0) AS sum, coalesce(sum(cash), 0) AS cash,
  coalesce(sum(cashless), 0) AS cashless`
const day = 'substr(time, 1, 10)'

export const totalsOperations = {
  /** Sums of a shift, or of a day of the register's clock, by kind of document and of operation. */
  'documents.totals': (
    database: SqliteDatabase,
    input: { storageId: string; shiftNumber?: number | undefined; day?: string | undefined },
  ): StoredTotals[] => {
    const { storageId, shiftNumber } = input
    if (shiftNumber !== undefined)
      return database
        .prepared(
          `SELECT ${sums} FROM document WHERE storage_id = ? AND shift_number = ? GROUP BY kind, operation ORDER BY kind, operation`,
        )
        .all(storageId, shiftNumber) as StoredTotals[]
    return database
      .prepared(
        `SELECT ${sums} FROM document WHERE storage_id = ? AND time >= ? AND time < ? GROUP BY kind, operation ORDER BY kind, operation`,
      )
      .all(storageId, `${input.day}T`, `${input.day}U`) as StoredTotals[]
  },

  /** Shifts or days that a filter touches, newest first, each with the sums of what the filter finds in it. */
  'documents.totalsBy': (
    database: SqliteDatabase,
    input: { filter: DocumentFilter; by: 'shift' | 'day'; offset: number; limit: number },
  ): { total: number; periods: StoredPeriod[] } => {
    const { where, parameters } = conditions(input.filter)
    const keys =
      input.by === 'shift'
        ? 'storage_id, shift_number, NULL AS day'
        : `NULL AS storage_id, NULL AS shift_number, ${day} AS day`
    const group = input.by === 'shift' ? 'storage_id, shift_number' : day
    const rows = database
      .prepared(
        `SELECT ${keys}, min(time) AS first_time, max(time) AS last_time, ${sums} FROM document ${where}
         GROUP BY ${group}, kind, operation ORDER BY kind, operation`,
      )
      .all(...parameters) as (Omit<StoredPeriod, 'totals'> & StoredTotals)[]
    const periods = joined(rows)
    return { total: periods.length, periods: periods.slice(input.offset, input.offset + input.limit) }
  },
}

function joined(rows: readonly (Omit<StoredPeriod, 'totals'> & StoredTotals)[]): StoredPeriod[] {
  const periods = new Map<string, StoredPeriod & { totals: StoredTotals[] }>()
  for (const { storage_id, shift_number, day: ofDay, first_time, last_time, ...totals } of rows) {
    const key = `${storage_id} ${shift_number} ${ofDay}`
    const known = periods.get(key)
    periods.set(key, {
      storage_id,
      shift_number,
      day: ofDay,
      first_time: earlier(known?.first_time ?? null, first_time),
      last_time: later(known?.last_time ?? null, last_time),
      totals: [...(known?.totals ?? []), totals],
    })
  }
  return [...periods.values()].sort(
    (one, other) => compare(other.last_time, one.last_time) || (other.shift_number ?? 0) - (one.shift_number ?? 0),
  )
}

function earlier(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other < one) ? other : one
}

function later(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other > one) ? other : one
}

function compare(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : Number((one ?? '') > (other ?? ''))
}
