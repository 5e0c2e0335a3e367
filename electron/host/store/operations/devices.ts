import { all, build, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'

/** Which device fills a role, on the bench and at the real ports apart. Bodies are JSON of the devices' own making. */
export const deviceOperations = {
  'bindings.list': (database: SqliteDatabase, input: { bench: boolean }): { role: string; body: string }[] =>
    all(database, build.selectFrom('binding').select(['role', 'body']).where('bench', '=', Number(input.bench))),

  'bindings.write': (database: SqliteDatabase, input: { bench: boolean; role: string; body: string }): void => {
    const query = build
      .insertInto('binding')
      .values({ bench: Number(input.bench), role: input.role, body: input.body })
      .onConflict((conflict) => conflict.columns(['bench', 'role']).doUpdateSet({ body: input.body }))
    run(database, query)
  },

  'bindings.remove': (database: SqliteDatabase, input: { bench: boolean; role: string }): void => {
    run(database, build.deleteFrom('binding').where('bench', '=', Number(input.bench)).where('role', '=', input.role))
  },
}
