import { createHash } from 'node:crypto'
import { deriveDocument } from '../../fiscal-log/derive/derive-document.ts'
import { all, build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { replaceFindings } from './findings.ts'

export type PartName = 'fixed' | 'tlv' | 'confirmation'
export const partNames: readonly PartName[] = ['fixed', 'tlv', 'confirmation']

export interface DocumentToKeep {
  readonly number: number
  readonly fixed?: Uint8Array | undefined
  readonly tlv?: Uint8Array | undefined
  readonly confirmation?: Uint8Array | undefined
}

export interface StoredPart {
  readonly part: PartName
  readonly bytes: Uint8Array
  readonly read_at: string
  readonly hash: string
  readonly previous_hash: string
}

/** Hash of the record before the first one. */
export const chainStart = '0'.repeat(64)

/** SHA-256 over the previous hash, storage, number, part and bytes, hexadecimal: a changed record breaks all after it. */
export function chainHash(
  previous: string,
  storageId: string,
  number: number,
  part: PartName,
  bytes: Uint8Array,
): string {
  return createHash('sha256').update(`${previous}\n${storageId}\n${number}\n${part}\n`).update(bytes).digest('hex')
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
      const chain = new Chain(database, input.storageId, input.readAt)
      let newDocuments = 0
      for (const document of input.documents) {
        const before = partsOf(database, input.storageId, document.number)
        const contradicting = partNames.filter((part) => chain.keep(document.number, part, document[part], before))
        if (chain.grew || contradicting.length > 0) rederive(database, input.storageId, document.number, contradicting)
        if (chain.grew && before.length === 0) newDocuments++
        chain.grew = false
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
        .prepared('SELECT number FROM document WHERE storage_id = ?')
        .all(input.storageId)
        .map((row) => (row as { number: number }).number),
    )
    const missing: number[] = []
    for (let number = 1; number <= input.lastNumber; number++) if (!held.has(number)) missing.push(number)
    const unconfirmed = database
      .prepared('SELECT number FROM document WHERE storage_id = ? AND confirmed = 0 AND number < ? ORDER BY number')
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

  /** Checks a stretch of the chain after a record whose hash is known. `brokenAt` is the first record that does not follow. */
  'documents.verifyStretch': (
    database: SqliteDatabase,
    input: { storageId: string; afterSequence: number; previousHash: string; limit: number },
  ): { checked: number; lastHash: string; brokenAt?: number; finished: boolean } => {
    const rows = database
      .prepared(
        'SELECT sequence, number, part, bytes, previous_hash, hash FROM document_part WHERE storage_id = ? AND sequence > ? ORDER BY sequence LIMIT ?',
      )
      .all(input.storageId, input.afterSequence, input.limit) as {
      sequence: number
      number: number
      part: PartName
      bytes: Uint8Array
      previous_hash: string
      hash: string
    }[]
    let previous = input.previousHash
    let expected = input.afterSequence + 1
    for (const row of rows) {
      const hash = chainHash(previous, input.storageId, row.number, row.part, row.bytes)
      if (row.sequence !== expected || row.previous_hash !== previous || row.hash !== hash) {
        return { checked: expected - input.afterSequence - 1, lastHash: previous, brokenAt: expected, finished: true }
      }
      previous = row.hash
      expected++
    }
    const finished = rows.length < input.limit
    const head = first(database, build.selectFrom('chain_head').selectAll().where('storage_id', '=', input.storageId))
    const last = expected - 1
    // Records cut off at the end leave a chain that is sound in itself; the head says how long it was.
    const short = finished && head !== undefined && (head.sequence !== last || (last > 0 && head.hash !== previous))
    return {
      checked: rows.length,
      lastHash: previous,
      ...(short && { brokenAt: Math.min(head.sequence, last) + 1 }),
      finished,
    }
  },

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
      for (const number of numbers)
        rederive(database, input.storageId, number, contradictions(partsOf(database, input.storageId, number)))
      return { lastNumber: numbers.length === input.limit ? numbers.at(-1) : undefined }
    }),
}

class Chain {
  added = 0
  grew = false
  readonly #database: SqliteDatabase
  readonly #storageId: string
  readonly #readAt: string
  #sequence: number
  #hash: string

  constructor(database: SqliteDatabase, storageId: string, readAt: string) {
    this.#database = database
    this.#storageId = storageId
    this.#readAt = readAt
    const last = database
      .prepared('SELECT sequence, hash FROM document_part WHERE storage_id = ? ORDER BY sequence DESC LIMIT 1')
      .get(storageId) as { sequence: number; hash: string } | undefined
    this.#sequence = last?.sequence ?? 0
    this.#hash = last?.hash ?? chainStart
  }

  /** Adds a part unless it is there. Answers whether it contradicts what was there under the same number. */
  keep(number: number, part: PartName, bytes: Uint8Array | undefined, before: readonly StoredPart[]): boolean {
    if (!bytes || bytes.length === 0) return false
    const kept = before.filter((stored) => stored.part === part)
    if (kept.some((stored) => isSame(part, stored.bytes, bytes))) return false
    const hash = chainHash(this.#hash, this.#storageId, number, part, bytes)
    this.#sequence++
    this.#database
      .prepared(
        'INSERT INTO document_part (storage_id, sequence, number, part, bytes, read_at, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(this.#storageId, this.#sequence, number, part, bytes, this.#readAt, this.#hash, hash)
    this.#database
      .prepared(
        'INSERT INTO chain_head (storage_id, sequence, hash) VALUES (?, ?, ?) ON CONFLICT (storage_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash',
      )
      .run(this.#storageId, this.#sequence, hash)
    this.#hash = hash
    this.added++
    this.grew = true
    return kept.some((stored) => contradicts(part, stored.bytes, bytes))
  }
}

/** Byte 1 of the fixed structure tells whether the document is confirmed; it lawfully turns from 0 to 1 once. */
function isSame(part: PartName, kept: Uint8Array, read: Uint8Array): boolean {
  if (Buffer.compare(kept, read) === 0) return true
  return part === 'fixed' && !contradicts(part, kept, read) && (kept[1] ?? 0) !== 0
}

function contradicts(part: PartName, kept: Uint8Array, read: Uint8Array): boolean {
  if (part !== 'fixed') return Buffer.compare(kept, read) !== 0
  if (kept.length !== read.length) return true
  return kept.some((byte, index) => index !== 1 && byte !== read[index])
}

/** Parts of a document that stand in the log with different bytes. */
function contradictions(parts: readonly StoredPart[]): PartName[] {
  return partNames.filter((name) => {
    const [oldest, ...later] = parts.filter(({ part }) => part === name)
    return oldest !== undefined && later.some(({ bytes }) => contradicts(name, oldest.bytes, bytes))
  })
}

function partsOf(database: SqliteDatabase, storageId: string, number: number): StoredPart[] {
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

function rederive(
  database: SqliteDatabase,
  storageId: string,
  number: number,
  contradicting: readonly PartName[],
): void {
  const parts = partsOf(database, storageId, number)
  const { row, findings } = deriveDocument(storageId, number, chooseParts(parts))
  const query = build
    .insertInto('document')
    .values({ storage_id: storageId, number, ...row })
    .onConflict((conflict) => conflict.columns(['storage_id', 'number']).doUpdateSet(row))
  run(database, query)
  const duplicates = (contradicting.length > 0 ? contradicting : contradictions(parts)).map((part) => ({
    rule: 'duplicate-number' as const,
    severity: 'failure' as const,
    number,
    data: { part },
  }))
  replaceFindings(database, storageId, number, [...findings, ...duplicates])
}

/** What is shown of a document: of the text the bytes that came first, of the rest the newest, which knows of the confirmation. */
export function chooseParts(parts: readonly StoredPart[]): {
  fixed?: Uint8Array
  tlv?: Uint8Array
  confirmation?: Uint8Array
} {
  const fixed = parts.findLast(({ part }) => part === 'fixed')
  const tlv = parts.find(({ part }) => part === 'tlv')
  const confirmation = parts.findLast(({ part }) => part === 'confirmation')
  return {
    ...(fixed && { fixed: fixed.bytes }),
    ...(tlv && { tlv: tlv.bytes }),
    ...(confirmation && { confirmation: confirmation.bytes }),
  }
}
