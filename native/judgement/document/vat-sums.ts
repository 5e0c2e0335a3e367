import type { DocumentFacts } from './facts.ts'
import type { ItemFacts } from './item-facts.ts'
import type { Report } from './judge-document.ts'
import { looksBack, periodsOf, vatWithin } from './vat-percent.ts'

/** 0 % and no VAT: the receipt sums the turnover, not a tax. */
const turnoverCodes: readonly number[] = [5, 6]
const mostCode = 12

/**
 * The receipt's sums by rate are those of its items. A register may add up the items' rounded VAT or round the VAT of their
 * whole cost: the two differ by half a kopeck an item and half a kopeck at the end. A total that was rounded down in favour of
 * the buyer may be taken from one of the sums. Silent where an item does not name its rate.
 */
export function judgeVatSums(facts: DocumentFacts, report: Report): void {
  const { items, vatSums, document } = facts
  const { sum } = document.summary
  if (items.length === 0 || sum === undefined) return
  let itemsSum = 0
  let named = 0
  for (const { rate, cost } of items) {
    if (rate === undefined || cost === undefined) return
    itemsSum += cost
    named |= 1 << (rate & 31)
  }
  const rounding = Math.max(0, itemsSum - sum)
  for (let code = 1; code <= mostCode; code++) {
    const reported = vatSums.get(code)
    if ((named & (1 << code)) === 0 && (reported === undefined || reported === 0)) continue
    const computed = computeSum(facts, items, code)
    if (reported === undefined) {
      if (Math.round(computed.exact) === 0) continue
      const severity = turnoverCodes.includes(code) ? 'notice' : 'attention'
      report('vat-sums', severity, { rate: computed.label, reportedVat: 0, computedVat: Math.round(computed.exact) })
      continue
    }
    const { exact, added, count } = computed
    const slack = rounding + (turnoverCodes.includes(code) ? 0 : (count + 1) / 2)
    const fits = [exact, added].some((sum) => sum !== undefined && Math.abs(reported - sum) <= slack + 1e-6)
    if (!fits)
      report('vat-sums', 'failure', { rate: computed.label, reportedVat: reported, computedVat: Math.round(exact) })
  }
}

/** `exact` by the items' cost, `added` by their own rounded VAT where all of them have it. */
function computeSum(
  facts: DocumentFacts,
  items: readonly ItemFacts[],
  code: number,
): { exact: number; added: number | undefined; count: number; label: string } {
  const periods = periodsOf(code, facts.day, looksBack(facts))
  const period = periods[periods.length - 1]
  const label = period?.label ?? String(code)
  let [exact, count] = [0, 0]
  let added: number | undefined = 0
  for (const { rate, cost = 0, vat } of items) {
    if (rate !== code) continue
    count++
    exact += turnoverCodes.includes(code) ? cost : vatWithin(cost, period?.percent ?? 0)
    added = vat === undefined || added === undefined ? undefined : added + vat
  }
  return { exact, added: turnoverCodes.includes(code) ? exact : added, count, label }
}
