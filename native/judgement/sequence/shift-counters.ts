import { isCorrection, isReceipt, type SequenceRow } from './row.ts'

export interface OperationTotals {
  readonly count: number
  readonly sum: number
  readonly cash: number
  readonly cashless: number
}

const zero: OperationTotals = { count: 0, sum: 0, cash: 0, cashless: 0 }

/** Totals of a shift counted from its documents, by kind of operation (1054). Kopecks. */
export class ShiftCounters {
  documents = 0
  receipts = 0
  corrections = 0
  /** Documents that are neither opening, closing nor receipts: registers differ in whether a shift counts them. */
  others = 0
  /** Sums or kinds of operation are missing: then totals cannot be compared. */
  incomplete = false
  readonly #receipts = new Map<number, OperationTotals>()
  readonly #corrections = new Map<number, OperationTotals>()

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
    const totals = corrects ? this.#corrections : this.#receipts
    const { count, ...so } = totals.get(operation) ?? zero
    totals.set(operation, {
      count: count + 1,
      sum: so.sum + sum,
      cash: so.cash + (row.cash ?? 0),
      cashless: so.cashless + (row.cashless ?? 0),
    })
  }

  receiptsOf(operation: number): OperationTotals {
    return this.#receipts.get(operation) ?? zero
  }

  correctionsOf(operation: number): OperationTotals {
    return this.#corrections.get(operation) ?? zero
  }
}
