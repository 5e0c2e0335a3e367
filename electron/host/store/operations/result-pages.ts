import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { planOf, type Plan } from './document-plan.ts'

/** Lists of so many filters are remembered; the person has one on screen. */
const mostLists = 4

/** How a filter's documents are found, and how many there are. */
export interface ResultList {
  readonly plan: Plan
  readonly total: number
}

/** Lists by filter, until the log changes. Every operation that changes documents calls `clear`; changes of another process are noticed. */
export class ResultLists {
  readonly #lists = new Map<string, ResultList>()
  #dataVersion: unknown

  clear(): void {
    this.#lists.clear()
  }

  of(database: SqliteDatabase, filter: DocumentFilter): ResultList {
    const dataVersion = database.prepared('PRAGMA data_version').pluck().get()
    if (dataVersion !== this.#dataVersion) this.#lists.clear()
    this.#dataVersion = dataVersion
    const key = JSON.stringify(filter)
    const known = this.#lists.get(key)
    if (known) return known
    const list = planOf(database, filter)
    for (const oldest of this.#lists.keys()) if (this.#lists.size >= mostLists) this.#lists.delete(oldest)
    this.#lists.set(key, list)
    return list
  }
}
