import type { DocumentFacts } from './facts.ts'
import { nameOf, type ItemFacts } from './item-facts.ts'
import type { Report } from './judge-document.ts'

/**
 * Cost is price by quantity, rounded to a kopeck in either way. Where a discount was spread over pieces, the price itself
 * was rounded, by half a kopeck a piece at most: that much is worth a notice.
 */
export function judgeItemCost({ items }: DocumentFacts, report: Report): void {
  let worst = -1
  let worstDifference = 0
  let count = 0
  let grave = false
  for (let index = 0; index < items.length; index++) {
    const { price, quantity, cost, fractional } = items[index] as ItemFacts
    if (price === undefined || quantity === undefined || cost === undefined || fractional) continue
    const difference = Math.abs(price * quantity - cost)
    if (difference < 1 + 1e-6) continue
    count++
    if (difference > 1 + quantity / 2) grave = true
    if (difference <= worstDifference) continue
    worst = index
    worstDifference = difference
  }
  const item = items[worst]
  if (!item) return
  const { price = 0, quantity = 0, cost = 0 } = item
  report('item-cost', grave ? 'attention' : 'notice', {
    position: worst + 1,
    name: nameOf(item),
    cost,
    computedCost: Math.round(price * quantity),
    count,
  })
}
