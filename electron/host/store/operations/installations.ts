import { all, build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'

export const installationOperations = {
  'installations.current': (database: SqliteDatabase, input: { bench: boolean }): string | undefined =>
    first(
      database,
      build.selectFrom('installation').select('body').where('bench', '=', Number(input.bench)).where('current', '=', 1),
    )?.body,

  'installations.keep': (
    database: SqliteDatabase,
    input: { id: string; bench: boolean; body: string; startedAt: string; updatedAt: string },
  ): void => {
    const query = build
      .insertInto('installation')
      .values({
        id: input.id,
        bench: Number(input.bench),
        body: input.body,
        started_at: input.startedAt,
        updated_at: input.updatedAt,
        current: 1,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: input.body, updated_at: input.updatedAt }))
    run(database, query)
  },

  /** The finished or abandoned one stays in the journal, but is no longer the one that is worked on. */
  'installations.close': (database: SqliteDatabase, input: { bench: boolean }): void => {
    run(database, build.updateTable('installation').set({ current: 0 }).where('bench', '=', Number(input.bench)))
  },
}

export interface StoredAct {
  readonly id: string
  readonly body: string
}

export const actOperations = {
  /** Number of the next act of a year, from 1. */
  'acts.nextOrdinal': (database: SqliteDatabase, input: { year: number }): number => {
    const row = database.prepared('SELECT max(ordinal) AS last FROM act WHERE year = ?').get(input.year) as {
      last: number | null
    }
    return (row.last ?? 0) + 1
  },

  'acts.keep': (
    database: SqliteDatabase,
    input: {
      id: string
      year: number
      ordinal: number
      createdAt: string
      body: string
      evidence: string
      pdf: Uint8Array
    },
  ): void => {
    const query = build.insertInto('act').values({
      id: input.id,
      year: input.year,
      ordinal: input.ordinal,
      created_at: input.createdAt,
      body: input.body,
      evidence: input.evidence,
      pdf: input.pdf,
    })
    run(database, query)
  },

  /** Newest first. */
  'acts.list': (database: SqliteDatabase, input: { limit: number }): StoredAct[] =>
    all(database, build.selectFrom('act').select(['id', 'body']).orderBy('created_at', 'desc').limit(input.limit)),

  'acts.pdf': (database: SqliteDatabase, input: { id: string }): { body: string; pdf: Uint8Array } | undefined =>
    first(database, build.selectFrom('act').select(['body', 'pdf']).where('id', '=', input.id)),
}
