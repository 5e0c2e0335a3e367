import { build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'

/** A small value under a name, as JSON. */
export const settingOperations = {
  'settings.read': (database: SqliteDatabase, input: { name: string }): string | undefined =>
    first(database, build.selectFrom('setting').select('value').where('name', '=', input.name))?.value,

  'settings.write': (database: SqliteDatabase, input: { name: string; value: string }): void => {
    const query = build
      .insertInto('setting')
      .values(input)
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: input.value }))
    run(database, query)
  },
}
