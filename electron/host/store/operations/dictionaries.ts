import type { SqliteDatabase } from '../database.ts'
import { remember } from '../log-memory.ts'

const mostTexts = 50_000

/** Number that stands for a storage in the log's rows; a new one gets the next. */
export function storageKey(database: SqliteDatabase, storageId: string): number {
  return remember(
    database.memory.storageKeys,
    storageId,
    () =>
      findStorageKey(database, storageId) ??
      Number(
        database.prepared('INSERT INTO storage_key (storage_id, document_count) VALUES (?, 0)').run(storageId)
          .lastInsertRowid,
      ),
  )
}

/** `undefined` for a storage of which no document was ever kept. */
export function findStorageKey(database: SqliteDatabase, storageId: string): number | undefined {
  const row = database.prepared('SELECT storage_key FROM storage_key WHERE storage_id = ?').get(storageId)
  return (row as { storage_key: number } | undefined)?.storage_key
}

export interface StorageKey {
  readonly storage_key: number
  readonly storage_id: string
  readonly document_count: number
}

export function storageKeys(database: SqliteDatabase): StorageKey[] {
  return database
    .prepared('SELECT storage_key, storage_id, document_count FROM storage_key ORDER BY storage_key')
    .all() as StorageKey[]
}

/** Number of a text as it is printed; the same for the same text. */
export function textId(database: SqliteDatabase, text: string): number {
  const { textIds } = database.memory
  return (
    textIds.get(text) ??
    remember(textIds, text, () => {
      const found = findTextId(database, text)
      return found ?? Number(database.prepared('INSERT INTO text_value (text) VALUES (?)').run(text).lastInsertRowid)
    })
  )
}

export function findTextId(database: SqliteDatabase, text: string): number | undefined {
  const row = database.prepared('SELECT text_id FROM text_value WHERE text = ?').get(text)
  return (row as { text_id: number } | undefined)?.text_id
}

export function textOf(database: SqliteDatabase, id: number | null): string | null {
  if (id === null) return null
  const { texts } = database.memory
  const known = texts.get(id)
  if (known !== undefined) return known
  const row = database.prepared('SELECT text FROM text_value WHERE text_id = ?').get(id) as { text: string } | undefined
  if (!row) return null
  if (texts.size >= mostTexts) texts.clear()
  texts.set(id, row.text)
  return row.text
}
