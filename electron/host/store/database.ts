import BetterSqlite3 from 'better-sqlite3'
import { migrate } from './migrations/index.ts'
import { DocumentSet } from './document-set.ts'
import { LogMemory } from './log-memory.ts'
import { ResultLists } from './operations/result-pages.ts'

const mostStatements = 300

/** The open database of the host. Every method is synchronous; it lives in the store's worker. */
export interface SqliteDatabase {
  readonly connection: BetterSqlite3.Database
  /** A prepared statement, kept for the next time. */
  prepared(sql: string): BetterSqlite3.Statement<unknown[], unknown>
  /** What was met lately; forgotten when a transaction is taken back. */
  readonly memory: LogMemory
  /** The documents that `found(document_id)` is true of, for the statement that runs next. */
  found: DocumentSet
  /** What filters find, remembered until documents change. */
  readonly results: ResultLists
  /** Runs `work` whole or not at all. */
  transaction<T>(work: () => T): T
  close(): void
}

/**
 * Opens the database and brings it to the newest form. `synchronous=FULL`, because a document that was reported as kept
 * has to outlive a power cut. Throws for a database of a newer program.
 */
export function openDatabase(path: string): SqliteDatabase {
  const connection = new BetterSqlite3(path)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('trusted_schema = OFF')
  // A checkpoint copies each changed page once: rarer ones copy less, and the log stays within its size limit.
  connection.pragma('wal_autocheckpoint = 8000')
  connection.pragma('cache_size = -65536')
  connection.pragma('journal_size_limit = 33554432')
  migrate(connection)
  const memory = new LogMemory()
  const statements = new Map<string, BetterSqlite3.Statement<unknown[], unknown>>()
  const database: SqliteDatabase = {
    connection,
    memory,
    found: new DocumentSet(),
    results: new ResultLists(),
    prepared(sql) {
      let statement = statements.get(sql)
      if (!statement) {
        if (statements.size >= mostStatements) statements.clear()
        statement = connection.prepare<unknown[], unknown>(sql)
        statements.set(sql, statement)
      }
      return statement
    },
    transaction(work) {
      if (connection.inTransaction) return work()
      try {
        return connection.transaction(work).immediate()
      } catch (error) {
        memory.clear()
        throw error
      }
    },
    close: () => connection.close(),
  }
  connection.function('found', { directOnly: true }, (documentId) => Number(database.found.has(Number(documentId))))
  return database
}
