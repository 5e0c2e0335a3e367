import BetterSqlite3 from 'better-sqlite3'
import { foundation } from './0001-foundation.ts'
import { fiscalDocuments } from './0002-fiscal-documents.ts'
import { importedDocuments } from './0003-imported-documents.ts'
import { phrases } from './0004-phrases.ts'
import { risingIndexes } from './0005-rising-indexes.ts'
import { compactLog } from './0006-compact-log.ts'

export interface Migration {
  readonly number: number
  readonly sql: string
  /** What SQL alone cannot do, after it and in the same transaction. */
  run?(connection: BetterSqlite3.Database): void
  /** Leaves most of an older file empty: its room is given back afterwards. */
  readonly frees?: true
}

/** In order, never changed once released; the database counts them in `user_version`. */
export const migrations: readonly Migration[] = [
  foundation,
  fiscalDocuments,
  importedDocuments,
  phrases,
  risingIndexes,
  compactLog,
]

/** Brings the database forward, each migration whole or not at all. Throws for a database that a newer program made. */
export function migrate(connection: BetterSqlite3.Database): void {
  const present = connection.pragma('user_version', { simple: true }) as number
  const newest = migrations.at(-1)?.number ?? 0
  if (present > newest) throw new Error(`the database is of version ${present}, this program knows ${newest}`)
  for (const migration of migrations) {
    if (migration.number <= present) continue
    connection
      .transaction(() => {
        connection.exec(migration.sql)
        migration.run?.(connection)
        connection.pragma(`user_version = ${migration.number}`)
      })
      .immediate()
  }
  if (present > 0 && migrations.some(({ number, frees }) => frees && number > present)) giveBackRoom(connection)
}

/** Without the disk's room for a second file, or beside another process, the empty pages stay and are used again. */
function giveBackRoom(connection: BetterSqlite3.Database): void {
  try {
    connection.exec('VACUUM')
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error
  }
}
