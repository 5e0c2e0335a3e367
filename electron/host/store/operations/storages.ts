import { all, build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { idsOfStorage, numberOf } from '../document-form.ts'
import { findStorageKey } from './dictionaries.ts'
import { rowOf } from './document-queries.ts'

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
    return storages.map((storage) => ({ ...storage, ...countsOf(database, storage.storage_id) }))
  },

  'storages.exists': (database: SqliteDatabase, input: { storageId: string }): boolean =>
    first(database, build.selectFrom('storage').select('storage_id').where('storage_id', '=', input.storageId)) !==
    undefined,
}

type Counts = Pick<StorageOverview, 'document_count' | 'last_number' | 'absent_count' | 'first_time' | 'last_time'>

function countsOf(database: SqliteDatabase, storageId: string): Counts {
  const absent = database.prepared('SELECT count(*) AS absent_count FROM absent_document WHERE storage_id = ?')
  const { absent_count } = absent.get(storageId) as { absent_count: number }
  const key = findStorageKey(database, storageId)
  if (key === undefined)
    return { absent_count, document_count: 0, last_number: null, first_time: null, last_time: null }
  const [first, last] = idsOfStorage(key)
  const { document_count } = database
    .prepared('SELECT document_count FROM storage_key WHERE storage_key = ?')
    .get(key) as { document_count: number }
  const end = (condition: string, order: 'ASC' | 'DESC') =>
    database
      .prepared(
        `SELECT document_id FROM document_row NOT INDEXED WHERE document_id BETWEEN ? AND ? ${condition} ORDER BY document_id ${order} LIMIT 1`,
      )
      .pluck()
      .get(first, last) as number | undefined
  const timeAt = (id: number | undefined) => (id === undefined ? null : (rowOf(database, id)?.time ?? null))
  const newest = end('', 'DESC')
  return {
    absent_count,
    document_count,
    last_number: newest === undefined ? null : numberOf(newest),
    first_time: timeAt(end('AND time IS NOT NULL', 'ASC')),
    last_time: timeAt(end('AND time IS NOT NULL', 'DESC')),
  }
}
