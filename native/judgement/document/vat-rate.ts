import type { Severity } from '../finding.ts'
import { holdsOn, vatRates, vatTransition } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'
import { looksBack } from './vat-percent.ts'

/**
 * The rate is lawful on the document's day. A lapsed rate lawfully stands in refunds and corrections of earlier settlements
 * and where goods handed over before are paid for: whether this is such a case only papers can tell, hence a notice.
 */
export function judgeVatRate(facts: DocumentFacts, report: Report): void {
  const { day, items, vatSums } = facts
  if (day === undefined) return
  let seen = 0
  for (const { rate, paymentMethod } of items) {
    if (rate === undefined || rate > 31 || (seen & (1 << rate)) !== 0) continue
    seen |= 1 << rate
    judgeRate(facts, day, rate, paymentMethod, report)
  }
  for (const [rate, sum] of vatSums) {
    if (sum === 0 || rate > 31 || (seen & (1 << rate)) !== 0) continue
    judgeRate(facts, day, rate, undefined, report)
  }
}

function judgeRate(
  facts: DocumentFacts,
  day: string,
  rate: number,
  paymentMethod: number | undefined,
  report: Report,
): void {
  const periods = vatRates[rate]
  if (!periods) return
  if (periods.some((period) => holdsOn(period, day))) return
  const { correctedDay } = facts
  if (correctedDay !== undefined && periods.some((period) => holdsOn(period, correctedDay))) return
  const last = periods[periods.length - 1] as (typeof periods)[number]
  const lapsed = last.until !== undefined && day > last.until
  report('vat-rate', lapsed ? severityOfLapsed(facts, day, paymentMethod) : 'failure', {
    rate: last.label,
    code: rate,
    from: last.from ?? '',
    until: last.until ?? '',
    day,
    norm: last.source,
  })
}

function severityOfLapsed(facts: DocumentFacts, day: string, paymentMethod: number | undefined): Severity {
  const { lapsedRateMayStand, leniency } = vatTransition
  if (looksBack(facts)) return 'notice'
  if (paymentMethod !== undefined && lapsedRateMayStand.paymentMethods.includes(paymentMethod)) return 'notice'
  return leniency.some((period) => holdsOn(period, day)) ? 'attention' : 'failure'
}
