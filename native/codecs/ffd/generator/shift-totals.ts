import type { ElementToEncode } from '../encode-elements.ts'
import type { Purchase } from './purchase.ts'

interface OperationTotals {
  count: number
  sum: number
  cash: number
  cashless: number
  /** By code of the rate (1199) as a receipt sums them: VAT, for 5 and 6 the turnover. Rates of 2025 and later have no counter. */
  vat: [number, number, number, number, number, number]
}

/** Counters by code of the rate, 1 to 6. */
const vatCounters = [1139, 1140, 1141, 1142, 1143, 1183]

/** Counters of a shift (1194) or of the storage's whole life (1157), as a closing report carries them (ФФД 1.1 and 1.2). */
export class ShiftTotals {
  receiptCount = 0
  readonly #operations = new Map<number, OperationTotals>()

  count(operation: number, purchase: Purchase): void {
    this.receiptCount++
    const totals = this.#of(operation)
    totals.count++
    totals.sum += purchase.sum
    totals.cash += purchase.cash
    totals.cashless += purchase.cashless
    for (const index of totals.vat.keys())
      totals.vat[index] = (totals.vat[index] ?? 0) + (purchase.vat.get(index + 1) ?? 0)
  }

  /** Adds the totals of a shift that has ended to those of the storage. */
  addShift(shift: ShiftTotals): void {
    this.receiptCount += shift.receiptCount
    for (const [operation, added] of shift.#operations) {
      const totals = this.#of(operation)
      for (const name of ['count', 'sum', 'cash', 'cashless'] as const) totals[name] += added[name]
      for (const [index, vat] of added.vat.entries()) totals.vat[index] = (totals.vat[index] ?? 0) + vat
    }
  }

  #of(operation: number): OperationTotals {
    let totals = this.#operations.get(operation)
    if (!totals) {
      totals = { count: 0, sum: 0, cash: 0, cashless: 0, vat: [0, 0, 0, 0, 0, 0] }
      this.#operations.set(operation, totals)
    }
    return totals
  }

  elements(): ElementToEncode[] {
    return [{ tag: 1134, value: this.receiptCount }, ...[1, 2, 3, 4].map((operation) => this.#element(operation))]
  }

  /** 1129 sales, 1130 refunds, 1131 purchases, 1132 refunds of purchases. */
  #element(operation: number): ElementToEncode {
    const totals = this.#operations.get(operation)
    const children: ElementToEncode[] = [
      { tag: 1135, value: totals?.count ?? 0 },
      { tag: 1201, value: totals?.sum ?? 0 },
      { tag: 1136, value: totals?.cash ?? 0 },
      { tag: 1138, value: totals?.cashless ?? 0 },
      { tag: 1218, value: 0 },
      { tag: 1219, value: 0 },
      { tag: 1220, value: 0 },
      ...vatCounters.map((tag, index) => ({ tag, value: totals?.vat[index] ?? 0 })),
    ]
    return { tag: 1128 + operation, children }
  }
}
