import type { SqliteDatabase } from '../database.ts'

/** Lists of so many filters are remembered; the person has one on screen. */
const mostLists = 4
/** Up to here a page is found by counting along an index faster than by a list. */
export const shallow = 1_000

/** What a filter finds, in order, until the log changes: any page of it costs like the first. */
export interface ResultList {
  readonly total: number
  /** Ids of all documents in their order, four bytes each; made when somebody goes deep. */
  ids: Uint32Array | undefined
}

/** Lists by filter. Every operation that changes documents calls `clear`; changes of another process are noticed. */
export class ResultLists {
  readonly #lists = new Map<string, ResultList>()
  #dataVersion: unknown

  clear(): void {
    this.#lists.clear()
  }

  /** The list of a filter, made by `count` if it is not remembered. */
  of(database: SqliteDatabase, key: string, count: () => number): ResultList {
    const dataVersion = database.connection.pragma('data_version', { simple: true })
    if (dataVersion !== this.#dataVersion) this.#lists.clear()
    this.#dataVersion = dataVersion
    const known = this.#lists.get(key)
    if (known) return known
    const list = { total: count(), ids: undefined }
    for (const oldest of this.#lists.keys()) if (this.#lists.size >= mostLists) this.#lists.delete(oldest)
    this.#lists.set(key, list)
    return list
  }
}
