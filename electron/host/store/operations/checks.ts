import { all, build, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { pinTraffic } from './traffic.ts'

export const checkOperations = {
  'checks.keep': (
    database: SqliteDatabase,
    input: {
      bench: boolean
      runId: string
      checkId: string
      role: string
      verdict: string
      body: string
      finishedAt: string
      traffic: { first: number; last: number } | undefined
    },
  ): void => {
    const query = build.insertInto('check_result').values({
      run_id: input.runId,
      bench: Number(input.bench),
      check_id: input.checkId,
      role: input.role,
      verdict: input.verdict,
      body: input.body,
      finished_at: input.finishedAt,
    })
    database.transaction(() => {
      run(database, query)
      if (input.traffic) pinTraffic(database, input.traffic)
    })
  },

  /** The newest result of every check, from `since` on. */
  'checks.newest': (
    database: SqliteDatabase,
    input: { bench: boolean; since: string },
  ): { check_id: string; body: string }[] =>
    database
      .prepared(
        `SELECT check_id, body FROM (
           SELECT check_id, body, row_number() OVER (PARTITION BY check_id ORDER BY finished_at DESC, rowid DESC) AS place
           FROM check_result WHERE bench = ? AND finished_at >= ?
         ) WHERE place = 1`,
      )
      .all(Number(input.bench), input.since) as { check_id: string; body: string }[],
}

export const journalOperations = {
  /** Written before the first byte; it survives whatever happens next. */
  'journal.begin': (
    database: SqliteDatabase,
    input: { id: string; bench: boolean; body: string; startedAt: string },
  ): void => {
    const query = build.insertInto('operation').values({
      id: input.id,
      bench: Number(input.bench),
      state: 'started',
      body: input.body,
      started_at: input.startedAt,
    })
    run(database, query)
  },

  'journal.end': (database: SqliteDatabase, input: { id: string; state: string; body: string }): void => {
    run(
      database,
      build.updateTable('operation').set({ state: input.state, body: input.body }).where('id', '=', input.id),
    )
  },

  /** Newest first. */
  'journal.list': (
    database: SqliteDatabase,
    input: { states: readonly string[] | undefined; limit: number },
  ): { id: string; body: string }[] => {
    let query = build.selectFrom('operation').select(['id', 'body']).orderBy('started_at', 'desc').limit(input.limit)
    if (input.states) query = query.where('state', 'in', input.states)
    return all(database, query)
  },

  'journal.one': (database: SqliteDatabase, input: { id: string }): { id: string; body: string } | undefined =>
    all(database, build.selectFrom('operation').select(['id', 'body']).where('id', '=', input.id))[0],
}
