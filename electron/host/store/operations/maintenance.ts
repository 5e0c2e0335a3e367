import { build, first } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'

export const maintenanceOperations = {
  /** Looks for damage in the file itself; at most 20 complaints, none if it is sound. */
  'maintenance.quickCheck': (database: SqliteDatabase, _input: Record<never, never>): string[] => {
    const rows = database.connection.pragma('quick_check(20)') as { quick_check: string }[]
    return rows.map((row) => row.quick_check).filter((text) => text !== 'ok')
  },

  /** Whether anything was ever connected, read or installed. */
  'maintenance.isUntouched': (database: SqliteDatabase, _input: Record<never, never>): boolean =>
    !first(database, build.selectFrom('binding').select('role').limit(1)) &&
    !first(database, build.selectFrom('storage').select('storage_id').limit(1)) &&
    !first(database, build.selectFrom('installation').select('id').limit(1)),
}
