import { deriveDocument } from '../../fiscal-log/derive/derive-document.ts'
import {
  chooseParts,
  contradictions,
  isImported,
  partNames,
  type StoredPart,
} from '../../fiscal-log/derive/document-parts.ts'
import { all, build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { DocumentChain } from './document-chain.ts'
import { replaceFindings } from './findings.ts'

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
      const chain = new DocumentChain(database, input.storageId, input.readAt)
      let newDocuments = 0
      for (const document of input.documents) {
        const before = partsOf(database, input.storageId, document.number)
        const added = partNames.filter((part) => chain.keep(document.number, part, document[part], before))
        if (added.length > 0) rederive(database, input.storageId, document.number)
        if (added.length > 0 && before.length === 0) newDocuments++
        run(
          database,
          build
            .deleteFrom('absent_document')
            .where('storage_id', '=', input.storageId)
            .where('number', '=', document.number),
        )
      }
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
      for (const number of numbers) rederive(database, input.storageId, number)
      return { lastNumber: numbers.length === input.limit ? numbers.at(-1) : undefined }
    }),
}

export function partsOf(database: SqliteDatabase, storageId: string, number: number): StoredPart[] {
  return all(
    database,
    build
      .selectFrom('document_part')
      .select(['part', 'bytes', 'read_at', 'hash', 'previous_hash'])
      .where('storage_id', '=', storageId)
      .where('number', '=', number)
      .orderBy('sequence'),
  )
}

export function rederive(database: SqliteDatabase, storageId: string, number: number): void {
  const parts = partsOf(database, storageId, number)
  const { row, findings } = deriveDocument(storageId, number, chooseParts(parts), isImported(parts))
  const query = build
    .insertInto('document')
    .values({ storage_id: storageId, number, ...row })
    .onConflict((conflict) => conflict.columns(['storage_id', 'number']).doUpdateSet(row))
  run(database, query)
  const duplicates = contradictions(parts).map((part) => ({
    rule: 'duplicate-number' as const,
    severity: 'failure' as const,
    number,
    data: { part },
  }))
  replaceFindings(database, storageId, number, [...findings, ...duplicates])
}
