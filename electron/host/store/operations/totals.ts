import type { SqliteDatabase } from '../database.ts'

export interface StoredTotals {
  readonly kind: string
  readonly operation: number | null
  readonly count: number
  readonly sum: number
  readonly cash: number
  readonly cashless: number
}

const sums = `kind, operation, count(*) AS count, coalesce(sum(sum), 0) AS sum, coalesce(sum(cash), 0) AS cash,
  coalesce(sum(cashless), 0) AS cashless`

export const totalsOperations = {
  /** Sums of a shift, or of a day of the register's clock, by kind of document and of operation. */
  'documents.totals': (
    database: SqliteDatabase,
    input: { storageId: string; shiftNumber?: number | undefined; day?: string | undefined },
  ): StoredTotals[] => {
    const { storageId, shiftNumber, day } = input
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
      .all(storageId, `${day}T`, `${day}U`) as StoredTotals[]
  },
}
