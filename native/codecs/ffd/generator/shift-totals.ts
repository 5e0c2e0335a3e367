import type { ElementToEncode } from '../encode-elements.ts'
import type { Purchase } from './purchase.ts'

interface OperationTotals {
  count: number
  sum: number
  cash: number
  cashless: number
  vat10: number
  vat20: number
}

/** Counters of a shift (1194) or of the storage's whole life (1157), as a closing report carries them (ФФД 1.1 and 1.2). */
export class ShiftTotals {
  receiptCount = 0
  readonly #operations = new Map<number, OperationTotals>()

  count(operation: number, purchase: Purchase): void {
    this.receiptCount++
    const totals = this.#operations.get(operation) ?? { count: 0, sum: 0, cash: 0, cashless: 0, vat10: 0, vat20: 0 }
    totals.count++
    totals.sum += purchase.sum
    totals.cash += purchase.cash
    totals.cashless += purchase.cashless
    totals.vat10 += purchase.vat.get(2) ?? 0
    totals.vat20 += purchase.vat.get(1) ?? 0
    this.#operations.set(operation, totals)
  }

  /** Adds the totals of a shift that has ended to those of the storage. */
  addShift(shift: ShiftTotals): void {
    this.receiptCount += shift.receiptCount
    for (const [operation, added] of shift.#operations) {
      const totals = this.#operations.get(operation) ?? { count: 0, sum: 0, cash: 0, cashless: 0, vat10: 0, vat20: 0 }
      for (const name of Object.keys(totals) as (keyof OperationTotals)[]) totals[name] += added[name]
      this.#operations.set(operation, totals)
    }
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
      { tag: 1139, value: totals?.vat20 ?? 0 },
      { tag: 1140, value: totals?.vat10 ?? 0 },
      { tag: 1141, value: 0 },
      { tag: 1142, value: 0 },
      { tag: 1143, value: 0 },
      { tag: 1183, value: 0 },
    ]
    return { tag: 1128 + operation, children }
  }
}
