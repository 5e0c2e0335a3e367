import { hash } from 'node:crypto'
import { isKept, type PartName, type StoredPart } from '../../fiscal-log/derive/document-parts.ts'
import { build, first } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { hashLength, lowestNumber, packParts, unpackParts, type PartToPack, type UnpackedPart } from '../part-batch.ts'

/** Hash of the record before the first one. */
export const chainStart = '0'.repeat(64)

let scratch = Buffer.alloc(4096)

/** SHA-256 over the previous hash, storage, number, part and bytes, hexadecimal: a changed record breaks all after it. */
export function chainHash(
  previous: string,
  storageId: string,
  number: number,
  part: PartName,
  bytes: Uint8Array,
): string {
  const head = `${previous}\n${storageId}\n${number}\n${part}\n`
  // Three bytes are the most that a character of UTF-8 takes for each unit of a string.
  if (scratch.length < head.length * 3 + bytes.length) scratch = Buffer.alloc(head.length * 3 + bytes.length)
  const length = scratch.write(head)
  scratch.set(bytes, length)
  return hash('sha256', scratch.subarray(0, length + bytes.length), 'hex')
}

interface BatchRow {
  readonly batch_id: number
  readonly first_sequence: number
  readonly part_count: number
  readonly parts: Uint8Array
  readonly hashes: Uint8Array
}

/** The chain of one storage while parts are added to it; `finish` writes them. */
export class DocumentChain {
  added = 0
  readonly #database: SqliteDatabase
  readonly #storageId: string
  readonly #readAt: string
  readonly #batchesOf = new Map<number, number[]>()
  #sequence: number
  #hash: string
  #pending: PartToPack[] = []
  #pendingReadAt = ''

  constructor(database: SqliteDatabase, storageId: string, readAt: string) {
    this.#database = database
    this.#storageId = storageId
    this.#readAt = readAt
    const last = database
      .prepared(
        'SELECT first_sequence, part_count, hashes FROM document_batch WHERE storage_id = ? ORDER BY first_sequence DESC LIMIT 1',
      )
      .get(storageId) as Pick<BatchRow, 'first_sequence' | 'part_count' | 'hashes'> | undefined
    this.#sequence = last ? last.first_sequence + last.part_count - 1 : 0
    this.#hash = last ? hashAt(last.hashes, last.part_count - 1) : chainStart
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
    if (this.#pendingReadAt !== readAt) this.#write()
    this.#pendingReadAt = readAt
    const previous = this.#hash
    this.#hash = chainHash(previous, this.#storageId, number, part, bytes)
    this.#sequence++
    this.#pending.push({ number, part, bytes, hash: this.#hash })
    this.added++
    return { part, bytes, read_at: readAt, hash: this.#hash, previous_hash: previous }
  }

  /** Writes what was added, and where the chain ends now, in the transaction under way. */
  finish(): void {
    this.#write()
    if (this.added === 0) return
    this.#database
      .prepared(
        'INSERT INTO chain_head (storage_id, sequence, hash) VALUES (?, ?, ?) ON CONFLICT (storage_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash',
      )
      .run(this.#storageId, this.#sequence, this.#hash)
  }

  /** Batches in which `finish` put parts of a document, in their order. */
  batchesOf(number: number): readonly number[] {
    return this.#batchesOf.get(number) ?? []
  }

  #write(): void {
    if (this.#pending.length === 0) return
    const { parts, hashes } = packParts(this.#pending)
    const { lastInsertRowid } = this.#database
      .prepared(
        'INSERT INTO document_batch (storage_id, first_sequence, part_count, lowest_number, read_at, parts, hashes) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        this.#storageId,
        this.#sequence - this.#pending.length + 1,
        this.#pending.length,
        lowestNumber(this.#pending),
        this.#pendingReadAt,
        parts,
        hashes,
      )
    const batchId = Number(lastInsertRowid)
    for (const { number } of this.#pending) {
      const batches = this.#batchesOf.get(number)
      if (!batches) this.#batchesOf.set(number, [batchId])
      else if (batches.at(-1) !== batchId) batches.push(batchId)
    }
    this.#pending = []
  }
}

export function hashAt(hashes: Uint8Array, index: number): string {
  return Buffer.from(hashes.buffer, hashes.byteOffset + index * hashLength, hashLength).toString('hex')
}

export const chainOperations = {
  /**
   * Checks a stretch of the chain after a record whose hash is known: whole batches, at least `limit` records if there are
   * so many. `brokenAt` is the first record that does not follow.
   */
  'documents.verifyStretch': (
    database: SqliteDatabase,
    input: { storageId: string; afterSequence: number; previousHash: string; limit: number },
  ): { checked: number; lastHash: string; brokenAt?: number; finished: boolean } => {
    const batches = database
      .prepared(
        'SELECT batch_id, first_sequence, part_count, parts, hashes FROM document_batch WHERE storage_id = ? AND first_sequence > ? ORDER BY first_sequence',
      )
      .iterate(input.storageId, input.afterSequence) as IterableIterator<BatchRow>
    let previous = input.previousHash
    let expected = input.afterSequence + 1
    let finished = true
    for (const batch of batches) {
      if (expected - input.afterSequence > input.limit) {
        finished = false
        break
      }
      const parts = openSafely(batch)
      for (let index = 0; index < Math.max(batch.part_count, 1); index++) {
        const part = parts?.[index]
        const own = part && chainHash(previous, input.storageId, part.number, part.part, part.bytes)
        if (batch.first_sequence + index !== expected || own === undefined || hashAt(batch.hashes, index) !== own)
          return { checked: expected - input.afterSequence - 1, lastHash: previous, brokenAt: expected, finished: true }
        previous = own
        expected++
      }
    }
    const head = first(database, build.selectFrom('chain_head').selectAll().where('storage_id', '=', input.storageId))
    const last = expected - 1
    // Records cut off at the end leave a chain that is sound in itself; the head says how long it was.
    const short = finished && head !== undefined && (head.sequence !== last || (last > 0 && head.hash !== previous))
    return {
      checked: last - input.afterSequence,
      lastHash: previous,
      ...(short && { brokenAt: Math.min(head.sequence, last) + 1 }),
      finished,
    }
  },
}

/** A batch that cannot be opened is broken at its first record. */
function openSafely({ parts, part_count, hashes }: BatchRow): UnpackedPart[] | undefined {
  if (hashes.length !== part_count * hashLength) return undefined
  try {
    return unpackParts(parts, part_count)
  } catch {
    return undefined
  }
}
