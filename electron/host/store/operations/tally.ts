import type { SqliteDatabase } from '../database.ts'

/** What is counted of one document. */
export interface TallyFacts {
  readonly storage_key: number
  /** -1 for none. */
  readonly shift: number
  /** Days since 1970 on the register's clock, -1 where no time is known. */
  readonly day: number
  readonly kind: number
  /** -1 for none. */
  readonly operation: number
  /** 0 for none. */
  readonly cashier: number
  /** Bits of `paymentBits`. */
  readonly payments: number
  readonly confirmed: number
  readonly imported: number
  readonly time: number | null
  readonly sum: number
  readonly cash: number
  readonly cashless: number
}

export const paymentBits = { cash: 1, cashless: 2, prepayment: 4, credit: 8, consideration: 16 } as const

/** What makes documents alike for a filter, as SQL over a row. */
export const groupOfRow = `document_id >> 32 AS storage_key, kind, coalesce(operation, -1) AS operation,
  coalesce(cashier, 0) AS cashier,
  coalesce(cash > 0, 0) | coalesce(cashless > 0, 0) << 1 | coalesce(prepayment > 0, 0) << 2
    | coalesce(credit > 0, 0) << 3 | coalesce(consideration > 0, 0) << 4 AS payments, confirmed, imported`

/** The facts as SQL over a row. */
export const factsOfRow = `${groupOfRow}, coalesce(shift_number, -1) AS shift, coalesce(time / 86400, -1) AS day, time,
  coalesce(sum, 0) AS sum, coalesce(cash, 0) AS cash, coalesce(cashless, 0) AS cashless`

/** Months since the year 0. */
export function monthOf(seconds: number): number {
  const date = new Date(seconds * 1000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

interface Cell {
  readonly facts: TallyFacts
  count: number
  sum: number
  cash: number
  cashless: number
  timeFrom: number | null
  timeTo: number | null
}

/**
 * Counts documents by what filters choose from: `document_period` has a cell for each shift and day and whatever occurs in it,
 * `document_tally` one for each month. So a filter is counted and added up without looking at its documents. The span of
 * times and shifts of a cell only ever widens.
 */
export class TallyWriter {
  readonly #database: SqliteDatabase
  readonly #cells = new Map<string, Cell>()

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  /** Adds a document, or takes it out again with a `sign` of -1. */
  add(facts: TallyFacts, sign: 1 | -1): void {
    const { storage_key, shift, day, kind, operation, cashier, payments, confirmed, imported, time } = facts
    const key = `${storage_key} ${shift} ${day} ${kind} ${operation} ${cashier} ${payments} ${confirmed}${imported}`
    let cell = this.#cells.get(key)
    if (!cell) {
      cell = { facts, count: 0, sum: 0, cash: 0, cashless: 0, timeFrom: time, timeTo: time }
      this.#cells.set(key, cell)
    }
    cell.count += sign
    cell.sum += sign * facts.sum
    cell.cash += sign * facts.cash
    cell.cashless += sign * facts.cashless
    if (time !== null && time < (cell.timeFrom ?? time)) cell.timeFrom = time
    if (time !== null && time > (cell.timeTo ?? time)) cell.timeTo = time
  }

  finish(): void {
    const cells = [...this.#cells.values()]
    const byPeriod = this.#database.prepared(addToPeriod)
    for (const { facts, count, sum, cash, cashless, timeFrom, timeTo } of cells)
      if (count !== 0 || sum !== 0 || cash !== 0 || cashless !== 0)
        byPeriod.run(
          facts.storage_key,
          facts.shift,
          facts.day,
          ...group(facts),
          count,
          sum,
          cash,
          cashless,
          timeFrom,
          timeTo,
        )
    this.#finishMonths(cells)
    if (cells.some(({ count }) => count < 0))
      for (const table of ['document_period', 'document_tally'])
        this.#database.prepared(`DELETE FROM ${table} WHERE count = 0`).run()
    this.#cells.clear()
  }

  #finishMonths(cells: readonly Cell[]): void {
    const months = new Map<string, Cell & { month: number; shiftFrom: number | null; shiftTo: number | null }>()
    for (const cell of cells) {
      const { facts, count, timeFrom, timeTo } = cell
      const month = timeFrom === null ? -1 : monthOf(timeFrom)
      const shift = facts.shift < 0 ? null : facts.shift
      const key = [facts.storage_key, month, ...group(facts)].join(' ')
      const known = months.get(key)
      if (!known) {
        months.set(key, { ...cell, month, shiftFrom: shift, shiftTo: shift })
        continue
      }
      known.count += count
      known.shiftFrom = least(known.shiftFrom, shift)
      known.shiftTo = greatest(known.shiftTo, shift)
      known.timeFrom = least(known.timeFrom, timeFrom)
      known.timeTo = greatest(known.timeTo, timeTo)
    }
    const byMonth = this.#database.prepared(addToMonth)
    for (const { facts, month, count, shiftFrom, shiftTo, timeFrom, timeTo } of months.values())
      if (count !== 0)
        byMonth.run(facts.storage_key, month, ...group(facts), count, shiftFrom, shiftTo, timeFrom, timeTo)
  }
}

function group({ kind, operation, cashier, payments, confirmed, imported }: TallyFacts): number[] {
  return [kind, operation, cashier, payments, confirmed, imported]
}

function least(one: number | null, other: number | null): number | null {
  return one === null || (other !== null && other < one) ? other : one
}

function greatest(one: number | null, other: number | null): number | null {
  return one === null || (other !== null && other > one) ? other : one
}

const widen = (column: string, function_: 'min' | 'max') =>
  `${column} = ${function_}(coalesce(${column}, excluded.${column}), coalesce(excluded.${column}, ${column}))`

const addToPeriod = `INSERT INTO document_period (storage_key, shift, day, kind, operation, cashier, payments, confirmed,
    imported, count, sum, cash, cashless, time_from, time_to)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET count = count + excluded.count, sum = sum + excluded.sum, cash = cash + excluded.cash,
    cashless = cashless + excluded.cashless, ${widen('time_from', 'min')}, ${widen('time_to', 'max')}`

const addToMonth = `INSERT INTO document_tally (storage_key, month, kind, operation, cashier, payments, confirmed, imported, count,
    shift_from, shift_to, time_from, time_to)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET count = count + excluded.count, ${widen('shift_from', 'min')}, ${widen('shift_to', 'max')},
    ${widen('time_from', 'min')}, ${widen('time_to', 'max')}`
