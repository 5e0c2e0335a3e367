import type { SqliteDatabase } from '../database.ts'

/** What a filter can choose from, of one document; `month` counts from the year 0, -1 where no time is known. */
export interface TallyFacts {
  readonly storage_key: number
  readonly month: number
  readonly kind: number
  /** -1 for none. */
  readonly operation: number
  /** 0 for none. */
  readonly cashier: number
  /** Bits of `paymentBits`. */
  readonly payments: number
  readonly confirmed: number
  readonly imported: number
}

export const paymentBits = { cash: 1, cashless: 2, prepayment: 4, credit: 8, consideration: 16 } as const

/** The facts but for the month, as SQL over a row. */
export const factsOfRow = `document_id >> 32 AS storage_key, kind, coalesce(operation, -1) AS operation,
  coalesce(cashier, 0) AS cashier,
  coalesce(cash > 0, 0) | coalesce(cashless > 0, 0) << 1 | coalesce(prepayment > 0, 0) << 2
    | coalesce(credit > 0, 0) << 3 | coalesce(consideration > 0, 0) << 4 AS payments, confirmed, imported`
export const monthOfRow = `coalesce(strftime('%Y', time, 'unixepoch') * 12 + strftime('%m', time, 'unixepoch') - 1, -1) AS month`

export function monthOf(time: string | null): number {
  return time === null ? -1 : Number(time.slice(0, 4)) * 12 + Number(time.slice(5, 7)) - 1
}

interface Change {
  readonly facts: TallyFacts
  count: number
  shiftFrom: number | null
  shiftTo: number | null
  timeFrom: number | null
  timeTo: number | null
}

/**
 * Counts documents by what filters choose from, a cell for each month and whatever occurs in it: so a filter is counted
 * without looking at its documents. A cell's span of shifts and times only ever widens.
 */
export class TallyWriter {
  readonly #database: SqliteDatabase
  readonly #changes = new Map<string, Change>()

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  add(facts: TallyFacts, count: 1 | -1, shift: number | null, time: number | null): void {
    const key = `${facts.storage_key} ${facts.month} ${facts.kind} ${facts.operation} ${facts.cashier} ${facts.payments} ${facts.confirmed} ${facts.imported}`
    let change = this.#changes.get(key)
    if (!change)
      this.#changes.set(
        key,
        (change = { facts, count: 0, shiftFrom: null, shiftTo: null, timeFrom: null, timeTo: null }),
      )
    change.count += count
    if (shift !== null) {
      if (change.shiftFrom === null || shift < change.shiftFrom) change.shiftFrom = shift
      if (change.shiftTo === null || shift > change.shiftTo) change.shiftTo = shift
    }
    if (time !== null) {
      if (change.timeFrom === null || time < change.timeFrom) change.timeFrom = time
      if (change.timeTo === null || time > change.timeTo) change.timeTo = time
    }
  }

  finish(): void {
    const statement = this.#database.prepared(upsert)
    let gone = false
    for (const { facts, count, shiftFrom, shiftTo, timeFrom, timeTo } of this.#changes.values()) {
      if (count === 0) continue
      const { storage_key, month, kind, operation, cashier, payments, confirmed, imported } = facts
      statement.run(
        storage_key,
        month,
        kind,
        operation,
        cashier,
        payments,
        confirmed,
        imported,
        count,
        shiftFrom,
        shiftTo,
        timeFrom,
        timeTo,
      )
      gone ||= count < 0
    }
    if (gone) this.#database.prepared('DELETE FROM document_tally WHERE count = 0').run()
    this.#changes.clear()
  }
}

const upsert = `INSERT INTO document_tally (storage_key, month, kind, operation, cashier, payments, confirmed, imported, count,
    shift_from, shift_to, time_from, time_to)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET count = count + excluded.count,
    shift_from = min(coalesce(shift_from, excluded.shift_from), coalesce(excluded.shift_from, shift_from)),
    shift_to = max(coalesce(shift_to, excluded.shift_to), coalesce(excluded.shift_to, shift_to)),
    time_from = min(coalesce(time_from, excluded.time_from), coalesce(excluded.time_from, time_from)),
    time_to = max(coalesce(time_to, excluded.time_to), coalesce(excluded.time_to, time_to))`
