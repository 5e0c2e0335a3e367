import type { StoredPart } from '../../fiscal-log/derive/document-parts.ts'
import type { SqliteDatabase } from '../database.ts'
import { documentIdOf } from '../document-form.ts'
import { rememberBatch, type OpenBatch } from '../log-memory.ts'
import { unpackParts, type UnpackedPart } from '../part-batch.ts'
import { findStorageKey } from './dictionaries.ts'
import { chainStart, hashAt } from './document-chain.ts'

/** Parts of a document in the order in which they came. */
export function partsOf(database: SqliteDatabase, storageId: string, number: number): StoredPart[] {
  return batchesOf(database, storageId, number).flatMap((id) => partsInBatch(database, openBatch(database, id), number))
}

/** Batches that a document's row was made from, in their order. */
export function batchesOf(database: SqliteDatabase, storageId: string, number: number): number[] {
  const key = findStorageKey(database, storageId)
  if (key === undefined) return []
  const documentId = documentIdOf(key, number)
  const row = database
    .prepared('SELECT batch_id, more_batches FROM document_row WHERE document_id = ?')
    .get(documentId) as { batch_id: number; more_batches: number } | undefined
  if (!row) return []
  if (!row.more_batches) return [row.batch_id]
  const more = database
    .prepared('SELECT batch_id FROM document_more_batches WHERE document_id = ? ORDER BY batch_id')
    .all(documentId) as { batch_id: number }[]
  return [row.batch_id, ...more.map(({ batch_id }) => batch_id)]
}

/** Parts of one document in a batch. */
export function partsInBatch(database: SqliteDatabase, batch: OpenBatch, number: number): StoredPart[] {
  const found: StoredPart[] = []
  for (const [index, part] of batch.parts.entries())
    if (part.number === number)
      found.push({
        part: part.part,
        bytes: part.bytes,
        read_at: batch.readAt,
        hash: hashAt(batch.hashes, index),
        previous_hash: index > 0 ? hashAt(batch.hashes, index - 1) : hashBefore(database, batch),
      })
  return found
}

export function openBatch(database: SqliteDatabase, batchId: number): OpenBatch {
  return rememberBatch(database.memory, batchId, () => {
    const row = database
      .prepared(
        'SELECT storage_id, first_sequence, part_count, read_at, parts, hashes FROM document_batch WHERE batch_id = ?',
      )
      .get(batchId) as {
      storage_id: string
      first_sequence: number
      part_count: number
      read_at: string
      parts: Uint8Array
      hashes: Uint8Array
    }
    return {
      storageId: row.storage_id,
      firstSequence: row.first_sequence,
      readAt: row.read_at,
      parts: unpackSafely(row.parts, row.part_count),
      hashes: row.hashes,
    }
  })
}

/** A damaged batch has no parts to show: its chain is broken and says so, and its documents can be read again. */
function unpackSafely(packed: Uint8Array, count: number): readonly UnpackedPart[] {
  try {
    return unpackParts(packed, count)
  } catch {
    return []
  }
}

function hashBefore(database: SqliteDatabase, { storageId, firstSequence }: OpenBatch): string {
  const before = database
    .prepared(
      'SELECT part_count, hashes FROM document_batch WHERE storage_id = ? AND first_sequence < ? ORDER BY first_sequence DESC LIMIT 1',
    )
    .get(storageId, firstSequence) as { part_count: number; hashes: Uint8Array } | undefined
  return before ? hashAt(before.hashes, before.part_count - 1) : chainStart
}
