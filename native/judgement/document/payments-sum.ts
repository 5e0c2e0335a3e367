import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** Payments of all kinds make up the receipt's sum. */
export function judgePaymentsSum({ document: { summary }, paymentsSum }: DocumentFacts, report: Report): void {
  const { sum } = summary
  if (sum === undefined || paymentsSum === undefined || paymentsSum === sum) return
  report('payments-sum', 'failure', { sum, paymentsSum, difference: paymentsSum - sum })
}
