import { limits } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** Items make up the receipt's sum; a total rounded down to whole roubles in favour of the buyer is worth a notice. */
export function judgeItemsSum({ document: { summary }, items }: DocumentFacts, report: Report): void {
  const { sum } = summary
  if (sum === undefined || items.length === 0) return
  let itemsSum = 0
  for (const { cost } of items) {
    if (cost === undefined) return
    itemsSum += cost
  }
  const difference = itemsSum - sum
  if (difference === 0) return
  const rounded = difference > 0 && difference <= limits.retailRoundingKopecks.value
  report('items-sum', rounded ? 'notice' : 'failure', { sum, itemsSum, difference })
}
