import { hash } from 'node:crypto'
import { isKept, type PartName, type StoredPart } from '../../fiscal-log/derive/document-parts.ts'
import { build, first } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'

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
  return hash('sha256', Buffer.concat([Buffer.from(`${previous}\n${storageId}\n${number}\n${part}\n`), bytes]), 'hex')
}

/** The chain of one storage while a batch is added to it. */
export class DocumentChain {
  added = 0
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

  /** Adds a part unless it is there; answers the part as it was added. */
  keep(
    number: number,
    part: PartName,
    bytes: Uint8Array | undefined,
    before: readonly StoredPart[],
  ): StoredPart | undefined {
    if (!bytes || bytes.length === 0) return undefined
    if (before.some((stored) => stored.part === part && isKept(part, stored.bytes, bytes))) return undefined
    return this.add(number, part, bytes, this.#readAt)
  }

  add(number: number, part: PartName, bytes: Uint8Array, readAt: string): StoredPart {
    const own = chainHash(this.#hash, this.#storageId, number, part, bytes)
    this.#sequence++
    this.#database
      .prepared(
        'INSERT INTO document_part (storage_id, sequence, number, part, bytes, read_at, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(this.#storageId, this.#sequence, number, part, bytes, readAt, this.#hash, own)
    const added = { part, bytes, read_at: readAt, hash: own, previous_hash: this.#hash }
    this.#hash = own
    this.added++
    return added
  }

  /** Puts down where the chain ends now: once a batch, in the batch's own transaction. */
  finish(): void {
    if (this.added === 0) return
    this.#database
      .prepared(
        'INSERT INTO chain_head (storage_id, sequence, hash) VALUES (?, ?, ?) ON CONFLICT (storage_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash',
      )
      .run(this.#storageId, this.#sequence, this.#hash)
  }
}

export const chainOperations = {
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
      const own = chainHash(previous, input.storageId, row.number, row.part, row.bytes)
      if (row.sequence !== expected || row.previous_hash !== previous || row.hash !== own) {
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
}
