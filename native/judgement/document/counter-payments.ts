import type { FfdElement } from '../../codecs/ffd/index.ts'
import { valueOf, type DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** Totals of a shift, of the storage's life, and of what is unsent; corrections stand apart within the first two. */
const totals: ReadonlySet<number> = new Set([1194, 1157, 1158, 1133])
/** Counters of one kind of operation, of receipts and of corrections. */
const counters: ReadonlySet<number> = new Set([1129, 1130, 1131, 1132, 1145, 1146, 1232, 1233])
const payments = [1136, 1138, 1218, 1219, 1220]

/** Within each counter of a report the payments make up the sum (1201). Silent where one of them is left out. */
export function judgeCounterPayments({ document: { text } }: DocumentFacts, report: Report): void {
  if (!text || text.kind === 'receipt' || text.kind === 'strict-form') return
  for (const element of text.elements) if (totals.has(element.tag)) judgeTotals(element, report)
}

function judgeTotals({ tag: container, children }: FfdElement, report: Report): void {
  for (const element of children) {
    if (totals.has(element.tag)) judgeTotals(element, report)
    if (!counters.has(element.tag)) continue
    const sum = valueOf(element.children, 1201)
    let paid = 0
    for (const payment of payments) {
      const value = valueOf(element.children, payment)
      paid = typeof value === 'number' ? paid + value : Number.NaN
    }
    if (typeof sum !== 'number' || Number.isNaN(paid) || paid === sum) continue
    report('counter-payments', 'failure', { tag: `${container}/${element.tag}`, sum, paymentsSum: paid })
  }
}
