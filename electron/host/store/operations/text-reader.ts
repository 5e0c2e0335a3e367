import type { SqliteDatabase } from '../database.ts'
import { documentIdOf } from '../document-form.ts'
import { findStorageKey } from './dictionaries.ts'
import { openBatch, partsOf } from './raw-parts.ts'

/** Texts of one storage, asked for in about the order of their numbers: a batch is sorted by number once, not once a document. */
export class TextReader {
  readonly #database: SqliteDatabase
  readonly #storageId: string
  #batchId: number | undefined
  #texts = new Map<number, Uint8Array>()

  constructor(database: SqliteDatabase, storageId: string) {
    this.#database = database
    this.#storageId = storageId
  }

  /**
   * The text as it was read first; `undefined` where the log has none. A batch that cannot be opened breaks the chain, which
   * says so itself; here its texts are such that nobody can compare.
   */
  read(number: number): Uint8Array | undefined {
    try {
      return this.#read(number)
    } catch {
      return undefined
    }
  }

  #read(number: number): Uint8Array | undefined {
    const key = findStorageKey(this.#database, this.#storageId)
    if (key === undefined) return undefined
    const row = this.#database
      .prepared('SELECT batch_id FROM document_row WHERE document_id = ?')
      .get(documentIdOf(key, number)) as { batch_id: number } | undefined
    if (!row) return undefined
    if (row.batch_id !== this.#batchId) this.#open(row.batch_id)
    // A text that came later than the document's first part stands in another batch.
    return (
      this.#texts.get(number) ??
      partsOf(this.#database, this.#storageId, number).find(({ part }) => part === 'tlv')?.bytes
    )
  }

  #open(batchId: number): void {
    this.#batchId = undefined
    this.#texts = new Map()
    for (const { number, part, bytes } of openBatch(this.#database, batchId).parts)
      if (part === 'tlv' && !this.#texts.has(number)) this.#texts.set(number, bytes)
    this.#batchId = batchId
  }
}
