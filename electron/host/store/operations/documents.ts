import { deriveDocument, type DerivedDocument } from '../../fiscal-log/derive/derive-document.ts'
import {
  chooseParts,
  contradictions,
  isImported,
  partNames,
  type StoredPart,
} from '../../fiscal-log/derive/document-parts.ts'
import { build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { DocumentChain } from './document-chain.ts'
import { replaceFindings } from './findings.ts'
import { replacePhrases } from './phrases.ts'

export interface DocumentToKeep {
  readonly number: number
  readonly fixed?: Uint8Array | undefined
  readonly tlv?: Uint8Array | undefined
  readonly confirmation?: Uint8Array | undefined
  readonly archive?: Uint8Array | undefined
}

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
      database.results.clear()
      const chain = new DocumentChain(database, input.storageId, input.readAt)
      const held = heldNumbers(database, input)
      const [absent] = database.prepared('SELECT 1 FROM absent_document WHERE storage_id = ?').all(input.storageId)
      let newDocuments = 0
      for (const document of input.documents) {
        const before = held.has(document.number) ? partsOf(database, input.storageId, document.number) : []
        held.add(document.number)
        const added: StoredPart[] = []
        for (const part of partNames) {
          const kept = chain.keep(document.number, part, document[part], before)
          if (kept) added.push(kept)
        }
        if (added.length > 0) deriveRow(database, input.storageId, document.number, before, [...before, ...added])
        if (added.length > 0 && before.length === 0) newDocuments++
        if (absent)
          database
            .prepared('DELETE FROM absent_document WHERE storage_id = ? AND number = ?')
            .run(input.storageId, document.number)
      }
      chain.finish()
      for (const number of input.absent) {
        const query = build
          .insertInto('absent_document')
          .values({ storage_id: input.storageId, number, asked_at: input.readAt })
          .onConflict((conflict) => conflict.columns(['storage_id', 'number']).doUpdateSet({ asked_at: input.readAt }))
        run(database, query)
      }
      return { newDocuments, newParts: chain.added }
    }),

  /** Numbers that a reading has to ask for: those that are missing, and those whose confirmation may have come meanwhile. */
  'documents.wanted': (
    database: SqliteDatabase,
    input: { storageId: string; lastNumber: number; firstUnsent: number | undefined },
  ): { missing: number[]; unconfirmed: number[] } => {
    const held = new Set(
      database
        .prepared('SELECT number FROM document WHERE storage_id = ? AND imported = 0')
        .all(input.storageId)
        .map((row) => (row as { number: number }).number),
    )
    const missing: number[] = []
    for (let number = 1; number <= input.lastNumber; number++) if (!held.has(number)) missing.push(number)
    const unconfirmed = database
      .prepared(
        'SELECT number FROM document WHERE storage_id = ? AND confirmed = 0 AND imported = 0 AND number < ? ORDER BY number',
      )
      .all(input.storageId, input.firstUnsent ?? input.lastNumber + 1)
      .map((row) => (row as { number: number }).number)
    return { missing, unconfirmed }
  },

  /** The register says that everything before this number was sent; it has no confirmations to show for it. */
  'documents.believeSent': (
    database: SqliteDatabase,
    input: { storageId: string; before: number },
  ): { changed: number } => {
    const { changes } = database
      .prepared(
        'UPDATE document SET confirmed = 1 WHERE storage_id = ? AND confirmed = 0 AND imported = 0 AND number < ?',
      )
      .run(input.storageId, input.before)
    if (changes > 0) database.results.clear()
    return { changed: changes }
  },

  'documents.one': (
    database: SqliteDatabase,
    input: { documentId: number },
  ): { storage_id: string; number: number } | undefined =>
    first(
      database,
      build.selectFrom('document').select(['storage_id', 'number']).where('document_id', '=', input.documentId),
    ),

  'documents.parts': (database: SqliteDatabase, input: { storageId: string; number: number }): StoredPart[] =>
    partsOf(database, input.storageId, input.number),

  /** Makes rows and findings of a stretch of documents anew from their bytes. Answers the last number done, if there are more. */
  'documents.rederive': (
    database: SqliteDatabase,
    input: { storageId: string; afterNumber: number; limit: number },
  ): { lastNumber: number | undefined } =>
    database.transaction(() => {
      const numbers = database
        .prepared(
          'SELECT DISTINCT number FROM document_part WHERE storage_id = ? AND number > ? ORDER BY number LIMIT ?',
        )
        .all(input.storageId, input.afterNumber, input.limit)
        .map((row) => (row as { number: number }).number)
      database.results.clear()
      for (const number of numbers) rederive(database, input.storageId, number)
      return { lastNumber: numbers.length === input.limit ? numbers.at(-1) : undefined }
    }),
}

/** Numbers of which a batch may bring what is there already. */
function heldNumbers(
  database: SqliteDatabase,
  { storageId, documents }: { storageId: string; documents: readonly DocumentToKeep[] },
): Set<number> {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { number } of documents) {
    from = Math.min(from, number)
    to = Math.max(to, number)
  }
  const rows = database
    .prepared('SELECT DISTINCT number FROM document_part WHERE storage_id = ? AND number BETWEEN ? AND ?')
    .all(storageId, from, to) as { number: number }[]
  return new Set(rows.map(({ number }) => number))
}

export function partsOf(database: SqliteDatabase, storageId: string, number: number): StoredPart[] {
  return database
    .prepared(
      'SELECT part, bytes, read_at, hash, previous_hash FROM document_part WHERE storage_id = ? AND number = ? ORDER BY sequence',
    )
    .all(storageId, number) as StoredPart[]
}

/** Makes a document's row anew when nothing is known of the one before. */
export function rederive(database: SqliteDatabase, storageId: string, number: number): void {
  deriveRow(database, storageId, number, [], partsOf(database, storageId, number), false)
}

/** Makes row, phrases and findings of a document from its parts; `before` are those that the row was made from until now. */
export function deriveRow(
  database: SqliteDatabase,
  storageId: string,
  number: number,
  before: readonly StoredPart[],
  parts: readonly StoredPart[],
  isNew = before.length === 0,
): void {
  const derive = (from: readonly StoredPart[]) => deriveDocument(storageId, number, chooseParts(from), isImported(from))
  const { row, findings, phrases } = derive(parts)
  const values = [storageId, number, ...columns.map((column) => row[column])]
  const documentId = isNew
    ? database.prepared(insert).run(...values).lastInsertRowid
    : (database.prepared(upsert).get(...values) as { document_id: number }).document_id
  replacePhrases(database, documentId, before.length === 0 ? [] : derive(before).phrases, phrases)
  const duplicates = contradictions(parts).map((part) => ({
    rule: 'duplicate-number' as const,
    severity: 'failure' as const,
    number,
    data: { part },
  }))
  replaceFindings(database, storageId, number, [...findings, ...duplicates])
}

const columns = [
  'kind',
  'time',
  'shift_number',
  'receipt_number',
  'operation',
  'sum',
  'cash',
  'cashless',
  'prepayment',
  'credit',
  'consideration',
  'cashier',
  'fiscal_sign',
  'taxpayer_number',
  'registration_number',
  'item_count',
  'first_item',
  'confirmed',
  'complete',
  'imported',
] as const satisfies readonly (keyof DerivedDocument['row'])[]
const insert = `INSERT INTO document (storage_id, number, ${columns.join(', ')})
  VALUES (?, ?${', ?'.repeat(columns.length)})`
const upsert = `${insert}
  ON CONFLICT (storage_id, number) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
  RETURNING document_id`
