import { isCorrection, isReceipt, type SequenceRow } from './row.ts'

const payments = ['cash', 'cashless', 'prepayment', 'credit', 'consideration'] as const

export type OperationTotals = Readonly<Record<'count' | 'sum' | (typeof payments)[number], number>>

const zero: OperationTotals = { count: 0, sum: 0, cash: 0, cashless: 0, prepayment: 0, credit: 0, consideration: 0 }

/** Totals of a shift counted from its documents, by kind of operation (1054). Kopecks. */
export class ShiftCounters {
  documents = 0
  receipts = 0
  corrections = 0
  /** Documents that are neither opening, closing nor receipts: registers differ in whether a shift counts them. */
  others = 0
  /** Sums or kinds of operation are missing: then totals cannot be compared. */
  incomplete = false
  /** Receipts that are no corrections, to be asked for their VAT. */
  readonly sold: { readonly number: number; readonly operation: number }[] = []
  readonly #receipts = new Map<number, Record<keyof OperationTotals, number>>()
  readonly #corrections = new Map<number, Record<keyof OperationTotals, number>>()

  count(row: SequenceRow): void {
    const { kind, operation, sum } = row
    this.documents++
    if (!isReceipt(kind)) {
      if (kind !== 'shift-opening' && kind !== 'shift-closing') this.others++
      return
    }
    const corrects = isCorrection(kind)
    if (corrects) this.corrections++
    else this.receipts++
    if (operation === undefined || sum === undefined) {
      this.incomplete = true
      return
    }
    if (!corrects) this.sold.push({ number: row.number, operation })
    const operations = corrects ? this.#corrections : this.#receipts
    let totals = operations.get(operation)
    if (!totals) operations.set(operation, (totals = { ...zero }))
    totals.count++
    totals.sum += sum
    for (const payment of payments) totals[payment] += row[payment] ?? 0
  }

  receiptsOf(operation: number): OperationTotals {
    return this.#receipts.get(operation) ?? zero
  }

  correctionsOf(operation: number): OperationTotals {
    return this.#corrections.get(operation) ?? zero
  }
}
