import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { kindOf, secondsOfDay, timeOf } from '../document-form.ts'
import { storageKeys } from './dictionaries.ts'
import { instantOf, lastInstantOf } from './document-filter.ts'
import { cellsOf } from './document-groups.ts'
import type { StoredPeriod, StoredTotals } from './totals.ts'

interface Period {
  readonly storage_key: number
  readonly shift: number
  readonly day: number
  readonly time_from: number | null
  readonly time_to: number | null
}

/** Periods of a filter from the tally's cells, or `undefined` where it asks for what they do not know. */
export function periodsOfCells(
  database: SqliteDatabase,
  { filter, by, offset, limit }: { filter: DocumentFilter; by: 'shift' | 'day'; offset: number; limit: number },
): { total: number; periods: StoredPeriod[] } | undefined {
  const bounds = boundsOf(filter)
  if (!bounds) return undefined
  const { where, values } = cellsOf(database, filter, ...bounds)
  const keys = by === 'shift' ? ['storage_key', 'shift'] : ['day']
  const all = database
    .prepared(
      `SELECT ${by === 'shift' ? 'storage_key, shift, -1 AS day' : '0 AS storage_key, -1 AS shift, day'},
         min(time_from) AS time_from, max(time_to) AS time_to
       FROM document_period ${where} GROUP BY ${keys.join(', ')} ORDER BY time_to DESC, shift DESC`,
    )
    .all(...values) as Period[]
  const sums = database.prepared(
    `SELECT kind, operation, sum(count) AS count, sum(sum) AS sum, sum(cash) AS cash, sum(cashless) AS cashless
     FROM document_period ${by === 'day' ? 'INDEXED BY document_period_by_day' : ''} ${where === '' ? 'WHERE' : `${where} AND`}
       ${keys.map((key) => `${key} = ?`).join(' AND ')} GROUP BY kind, operation ORDER BY kind, operation`,
  )
  const storageIds = new Map(storageKeys(database).map(({ storage_key, storage_id }) => [storage_key, storage_id]))
  return {
    total: all.length,
    periods: all.slice(offset, offset + limit).map((period) => ({
      storage_id: storageIds.get(period.storage_key) ?? null,
      shift_number: period.shift < 0 ? null : period.shift,
      day: period.day < 0 ? null : timeOf(period.day * secondsOfDay, true).slice(0, 10),
      first_time: period.time_from === null ? null : timeOf(period.time_from, true),
      last_time: period.time_to === null ? null : timeOf(period.time_to, true),
      totals: (
        sums.all(...values, ...(by === 'shift' ? [period.storage_key, period.shift] : [period.day])) as CellTotals[]
      ).map((totals) => ({
        ...totals,
        kind: kindOf(totals.kind),
        operation: totals.operation < 0 ? null : totals.operation,
      })),
    })),
  }
}

type CellTotals = Omit<StoredTotals, 'kind' | 'operation'> & { readonly kind: number; readonly operation: number }

/** Shifts and whole days; `undefined` for a period that begins or ends within a day, and for sums, texts and findings. */
function boundsOf(filter: DocumentFilter): (readonly [string, ...number[]])[] | undefined {
  const { text, findingRule, sumFrom, sumTo, shiftNumber, shiftFrom, shiftTo, from, to } = filter
  if (text?.trim() || findingRule !== undefined || sumFrom !== undefined || sumTo !== undefined) return undefined
  const bounds: (readonly [string, ...number[]])[] = []
  if (from !== undefined || to !== undefined) {
    const [first, end] = [from === undefined ? 0 : instantOf(from), to === undefined ? 2 ** 40 : lastInstantOf(to) + 1]
    if (first % secondsOfDay !== 0 || (to !== undefined && end % secondsOfDay !== 0)) return undefined
    bounds.push(['day BETWEEN ? AND ?', first / secondsOfDay, Math.ceil(end / secondsOfDay) - 1])
  }
  if (shiftNumber !== undefined || shiftFrom !== undefined || shiftTo !== undefined) {
    const least = Math.max(shiftNumber ?? 0, shiftFrom ?? 0)
    bounds.push(['shift BETWEEN ? AND ?', least, Math.min(shiftNumber ?? 0xffff_ffff, shiftTo ?? 0xffff_ffff)])
  }
  return bounds
}
