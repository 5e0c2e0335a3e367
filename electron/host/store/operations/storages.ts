import { all, build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'

export interface StorageFacts {
  readonly storage_id: string
  readonly bench: number
  readonly register_model: string | null
  readonly register_serial_number: string | null
  readonly registration_number: string | null
  readonly taxpayer_number: string | null
  readonly valid_until: string | null
  readonly phase: string
  readonly last_number_on_device: number
  readonly documents_left: number | null
  readonly unsent_count: number
  readonly unsent_first_number: number | null
  readonly unsent_first_time: string | null
}

export interface StorageOverview extends StorageFacts {
  readonly last_read_at: string | null
  readonly document_count: number
  readonly absent_count: number
  readonly last_number: number | null
  readonly first_time: string | null
  readonly last_time: string | null
}

export const storageOperations = {
  /** What a register says of its storage now. */
  'storages.seen': (database: SqliteDatabase, input: { facts: StorageFacts }): void => {
    const { storage_id: _storage, ...rest } = input.facts
    const query = build
      .insertInto('storage')
      .values({ ...input.facts, last_read_at: null })
      .onConflict((conflict) => conflict.column('storage_id').doUpdateSet(rest))
    run(database, query)
  },

  'storages.read': (database: SqliteDatabase, input: { storageId: string; at: string }): void => {
    run(
      database,
      build.updateTable('storage').set({ last_read_at: input.at }).where('storage_id', '=', input.storageId),
    )
  },

  /** The one that was read last comes first. */
  'storages.list': (database: SqliteDatabase, _input: Record<never, never>): StorageOverview[] => {
    const storages = all(
      database,
      build.selectFrom('storage').selectAll().orderBy('last_read_at', 'desc').orderBy('storage_id'),
    )
    return storages.map((storage) => {
      const counts = database
        .prepared(
          `SELECT count(*) AS document_count, max(number) AS last_number,
             (SELECT count(*) FROM absent_document WHERE storage_id = ?) AS absent_count,
             (SELECT time FROM document WHERE storage_id = ? AND time IS NOT NULL ORDER BY number LIMIT 1) AS first_time,
             (SELECT time FROM document WHERE storage_id = ? AND time IS NOT NULL ORDER BY number DESC LIMIT 1) AS last_time
           FROM document WHERE storage_id = ?`,
        )
        .get(...Array.from({ length: 4 }, () => storage.storage_id)) as Pick<
        StorageOverview,
        'document_count' | 'last_number' | 'absent_count' | 'first_time' | 'last_time'
      >
      return { ...storage, ...counts }
    })
  },

  'storages.exists': (database: SqliteDatabase, input: { storageId: string }): boolean =>
    first(database, build.selectFrom('storage').select('storage_id').where('storage_id', '=', input.storageId)) !==
    undefined,
}
