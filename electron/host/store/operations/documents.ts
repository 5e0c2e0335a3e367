import { partNames, type StoredPart } from '../../fiscal-log/derive/document-parts.ts'
import { build, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { documentIdOf, idsOfStorage, numberOf } from '../document-form.ts'
import { findStorageKey } from './dictionaries.ts'
import { DocumentChain } from './document-chain.ts'
import { forgetOwnFindings } from './findings.ts'
import { RowWriter, takeFromTally } from './document-rows.ts'
import { TallyWriter } from './tally.ts'
import { batchesOf, openBatch, partsInBatch, partsOf } from './raw-parts.ts'

export interface DocumentToKeep {
  readonly number: number
  readonly fixed?: Uint8Array | undefined
  readonly tlv?: Uint8Array | undefined
  readonly confirmation?: Uint8Array | undefined
  readonly archive?: Uint8Array | undefined
}

const none: readonly StoredPart[] = []

export const documentOperations = {
  /**
   * Keeps a batch of documents, all or none. What is there already is not kept twice; the same number with other bytes is
   * kept beside it and becomes a finding.
   */
  'documents.append': (
    database: SqliteDatabase,
    input: { storageId: string; readAt: string; documents: readonly DocumentToKeep[]; absent: readonly number[] },
  ): { newDocuments: number; newParts: number } =>
    database.transaction(() => {
      const { storageId, readAt, documents } = input
      database.results.clear()
      const chain = new DocumentChain(database, storageId, readAt)
      const isHeld = heldNumbers(database, storageId)
      const changed = new Map<number, { isNew: boolean; before: readonly StoredPart[]; parts: StoredPart[] }>()
      for (const document of documents) {
        const { number } = document
        const known = changed.get(number)
        const isNew = known?.isNew ?? !isHeld(number)
        const before = known ? [...known.parts] : isNew ? none : partsOf(database, storageId, number)
        const parts = known?.parts ?? [...before]
        const count = parts.length
        for (const part of partNames) {
          const kept = chain.keep(number, part, document[part], before)
          if (kept) parts.push(kept)
        }
        if (!known && parts.length > count) changed.set(number, { isNew, before, parts })
      }
      chain.finish()
      let newDocuments = 0
      if (changed.size > 0) {
        const rows = new RowWriter(database, storageId)
        for (const [number, { isNew, before, parts }] of changed)
          rows.write(number, isNew, before, parts, chain.batchesOf(number))
        newDocuments = rows.added
        rows.finish()
      }
      keepAbsent(database, input)
      return { newDocuments, newParts: chain.added }
    }),

  /** Numbers that a reading has to ask for: those that are missing, and those whose confirmation may have come meanwhile. */
  'documents.wanted': (
    database: SqliteDatabase,
    input: { storageId: string; lastNumber: number; firstUnsent: number | undefined },
  ): { missing: number[]; unconfirmed: number[] } => {
    const key = findStorageKey(database, input.storageId)
    const ids = (where: string, to: number): number[] =>
      key === undefined
        ? []
        : (database
            .prepared(
              `SELECT document_id FROM document_row WHERE document_id BETWEEN ? AND ? AND imported = 0 ${where}`,
            )
            .pluck()
            .all(idsOfStorage(key)[0], to) as number[])
    const held = new Set(ids('', key === undefined ? 0 : idsOfStorage(key)[1]).map(numberOf))
    const missing: number[] = []
    for (let number = 1; number <= input.lastNumber; number++) if (!held.has(number)) missing.push(number)
    const before = input.firstUnsent ?? input.lastNumber + 1
    const unconfirmed =
      key === undefined || before < 1
        ? []
        : ids('AND confirmed = 0 ORDER BY document_id', documentIdOf(key, before - 1)).map(numberOf)
    return { missing, unconfirmed }
  },

  /** The register says that everything before this number was sent; it has no confirmations to show for it. */
  'documents.believeSent': (
    database: SqliteDatabase,
    input: { storageId: string; before: number },
  ): { changed: number } => {
    const key = findStorageKey(database, input.storageId)
    if (key === undefined || input.before < 1) return { changed: 0 }
    return database.transaction(() => {
      const condition = 'document_id BETWEEN ? AND ? AND confirmed = 0 AND imported = 0'
      const range = [idsOfStorage(key)[0], documentIdOf(key, input.before - 1)]
      const tally = new TallyWriter(database)
      const rows = takeFromTally(database, tally, condition, ...range)
      if (rows.length === 0) return { changed: 0 }
      for (const row of rows) tally.add({ ...row, confirmed: 1 }, 1)
      tally.finish()
      database.prepared(`UPDATE document_row SET confirmed = 1 WHERE ${condition}`).run(...range)
      database.results.clear()
      return { changed: rows.length }
    })
  },

  'documents.parts': (database: SqliteDatabase, input: { storageId: string; number: number }): StoredPart[] =>
    partsOf(database, input.storageId, input.number).map((part) => ({ ...part, bytes: Uint8Array.from(part.bytes) })),

  /** Forgets everything that is derived from the bytes before it is made anew in another way. */
  'documents.forget': (database: SqliteDatabase, _input: Record<never, never>): void =>
    database.transaction(() => {
      database.results.clear()
      database.memory.clear()
      forgetOwnFindings(database)
      database.connection.exec(`
        DELETE FROM document_row;
        DELETE FROM document_more_batches;
        DELETE FROM phrase_block;
        DELETE FROM document_tally;
        DELETE FROM document_period;
        INSERT INTO phrase_search (phrase_search) VALUES ('delete-all');
        DELETE FROM phrase;
        UPDATE storage_key SET document_count = 0;
      `)
    }),

  /** Storages that have documents, whether or not a register has shown them. */
  'documents.storages': (database: SqliteDatabase, _input: Record<never, never>): string[] =>
    database.prepared('SELECT DISTINCT storage_id FROM document_batch').pluck().all() as string[],

  /** Makes rows and findings of the next batch of a storage anew from its bytes. Answers its place, if there was one. */
  'documents.rederive': (
    database: SqliteDatabase,
    input: { storageId: string; afterSequence: number },
  ): { sequence: number | undefined } =>
    database.transaction(() => {
      const { storageId, afterSequence } = input
      const next = database
        .prepared(
          'SELECT batch_id, first_sequence FROM document_batch WHERE storage_id = ? AND first_sequence > ? ORDER BY first_sequence LIMIT 1',
        )
        .get(storageId, afterSequence) as { batch_id: number; first_sequence: number } | undefined
      if (!next) return { sequence: undefined }
      database.results.clear()
      const batch = openBatch(database, next.batch_id)
      const isHeld = heldNumbers(database, storageId)
      const rows = new RowWriter(database, storageId)
      for (const number of new Set(batch.parts.map((part) => part.number))) {
        // Another process may be at the same work.
        const isNew = !isHeld(number)
        if (!isNew && batchesOf(database, storageId, number).includes(next.batch_id)) continue
        const before = isNew ? [] : partsOf(database, storageId, number)
        rows.write(number, isNew, before, [...before, ...partsInBatch(database, batch, number)], [next.batch_id])
      }
      rows.finish()
      return { sequence: next.first_sequence }
    }),
}

/** Tells of a number whether the log has it. Numbers beyond the newest need no look. */
export function heldNumbers(database: SqliteDatabase, storageId: string): (number: number) => boolean {
  const key = findStorageKey(database, storageId)
  if (key === undefined) return () => false
  const [first, last] = idsOfStorage(key)
  const newest = database
    .prepared('SELECT max(document_id) FROM document_row WHERE document_id BETWEEN ? AND ?')
    .pluck()
    .get(first, last) as number | null
  const select = database.prepared('SELECT 1 FROM document_row WHERE document_id = ?')
  return (number) => {
    const id = documentIdOf(key, number)
    return newest !== null && id <= newest && select.get(id) !== undefined
  }
}

/** Numbers that the storage says it does not have; one that came after all is taken back. */
function keepAbsent(
  database: SqliteDatabase,
  {
    storageId,
    readAt,
    documents,
    absent,
  }: { storageId: string; readAt: string; documents: readonly DocumentToKeep[]; absent: readonly number[] },
): void {
  const [known] = database.prepared('SELECT 1 FROM absent_document WHERE storage_id = ? LIMIT 1').all(storageId)
  if (known)
    for (const { number } of documents)
      database.prepared('DELETE FROM absent_document WHERE storage_id = ? AND number = ?').run(storageId, number)
  for (const number of absent)
    run(
      database,
      build
        .insertInto('absent_document')
        .values({ storage_id: storageId, number, asked_at: readAt })
        .onConflict((conflict) => conflict.columns(['storage_id', 'number']).doUpdateSet({ asked_at: readAt })),
    )
}
