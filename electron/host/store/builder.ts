import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type CompiledQuery } from 'kysely'
import type { SqliteDatabase } from './database.ts'
import type { Schema } from './schema.ts'

/** Builds typed SQL and runs nothing: the statements are run synchronously, so that no two operations can interleave. */
export const build = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

interface Compilable<O> {
  compile(): CompiledQuery<O>
}

export function all<O>(database: SqliteDatabase, query: Compilable<O>): O[] {
  const { sql, parameters } = query.compile()
  return database.prepared(sql).all(...parameters) as O[]
}

export function first<O>(database: SqliteDatabase, query: Compilable<O>): O | undefined {
  const { sql, parameters } = query.compile()
  return database.prepared(sql).get(...parameters) as O | undefined
}

/** Rows changed, and the id of the row inserted last. */
export function run(database: SqliteDatabase, query: Compilable<unknown>): { changes: number; id: number } {
  const { sql, parameters } = query.compile()
  const result = database.prepared(sql).run(...parameters)
  return { changes: result.changes, id: Number(result.lastInsertRowid) }
}
