import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { conditions } from './document-filter.ts'

/** More than a shop has; the rest is found by text. */
const mostCashiers = 200

export interface StoredFacets {
  readonly documents: number
  readonly storages: readonly { readonly value: string; readonly count: number }[]
  readonly kinds: readonly { readonly value: string; readonly count: number }[]
  readonly operations: readonly { readonly value: number; readonly count: number }[]
  readonly cashiers: readonly { readonly value: string; readonly count: number }[]
  readonly shiftFrom: number | null
  readonly shiftTo: number | null
  readonly timeFrom: string | null
  readonly timeTo: string | null
  readonly sent: number
  readonly unsent: number
  readonly imported: number
}

export const facetOperations = {
  /** What a filter could be narrowed to: each list is counted without its own condition. */
  'documents.facets': (database: SqliteDatabase, input: { filter: DocumentFilter }): StoredFacets => {
    const { filter } = input
    const one = <T>(columns: string, from: DocumentFilter): T => {
      const { where, parameters } = conditions(from)
      return database.prepared(`SELECT ${columns} FROM document ${where}`).get(...parameters) as T
    }
    const values = <T>(column: string, from: DocumentFilter): { value: T; count: number }[] => {
      const { where, parameters } = conditions(from)
      const rows = database
        .prepared(
          `SELECT ${column} AS value, count(*) AS count FROM document ${where} GROUP BY ${column} ORDER BY count DESC, value`,
        )
        .all(...parameters) as { value: T | null; count: number }[]
      return rows.filter((row): row is { value: T; count: number } => row.value !== null)
    }
    const { storageId: _one, storageIds: _some, ...anyStorage } = filter
    const { kinds: _kinds, operations: _operations, ...anyKind } = filter
    const { operations: _alone, ...anyOperation } = filter
    const { cashiers: _cashiers, ...anyCashier } = filter
    const { sent: _sent, ...anySent } = filter
    const { imported: _imported, ...anyOrigin } = filter
    const { shiftNumber: _number, shiftFrom: _from, shiftTo: _to, ...anyShift } = filter
    const { from: _begin, to: _end, ...anyTime } = filter
    return {
      ...one<{ documents: number }>('count(*) AS documents', filter),
      storages: values<string>('storage_id', anyStorage),
      kinds: values<string>('kind', anyKind),
      operations: values<number>('operation', anyOperation),
      cashiers: values<string>('cashier', anyCashier).slice(0, mostCashiers),
      ...one<{ shiftFrom: number | null; shiftTo: number | null }>(
        'min(shift_number) AS shiftFrom, max(shift_number) AS shiftTo',
        anyShift,
      ),
      ...one<{ timeFrom: string | null; timeTo: string | null }>('min(time) AS timeFrom, max(time) AS timeTo', anyTime),
      ...one<{ sent: number; unsent: number }>(
        'count(*) FILTER (WHERE confirmed = 1) AS sent, count(*) FILTER (WHERE confirmed = 0) AS unsent',
        anySent,
      ),
      ...one<{ imported: number }>('count(*) FILTER (WHERE imported = 1) AS imported', anyOrigin),
    }
  },
}
