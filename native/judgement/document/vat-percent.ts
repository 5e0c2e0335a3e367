import { holdsOn, vatRates, vatTransition, type RatePeriod } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'

/** Corrections, and refunds of sales and purchases: they may repeat the rate of an earlier settlement. */
export function looksBack({ code, document: { summary } }: DocumentFacts): boolean {
  const { documents, operations } = vatTransition.lapsedRateMayStand
  return documents.includes(code) || (summary.operation !== undefined && operations.includes(summary.operation))
}

/** What a rate's code means on that day, or may mean where an earlier rate may stand. Empty for a code that no table has. */
export function periodsOf(rate: number, day: string | undefined, lookingBack: boolean): readonly RatePeriod[] {
  const periods = vatRates[rate] ?? []
  if (periods.length < 2 || lookingBack || day === undefined) return periods
  const current = periods.filter((period) => holdsOn(period, day))
  // A rate that is not lawful that day is a finding of its own; its sums are held to what the code ever meant.
  return current.length > 0 ? current : periods
}

/** Kopecks of VAT within a cost that contains it, not rounded. */
export function vatWithin(cost: number, percent: number): number {
  return (cost * percent) / (100 + percent)
}
