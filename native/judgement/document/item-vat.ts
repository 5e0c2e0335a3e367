import type { DocumentFacts } from './facts.ts'
import { nameOf, type ItemFacts } from './item-facts.ts'
import type { Report } from './judge-document.ts'
import { looksBack, periodsOf, vatWithin } from './vat-percent.ts'

/**
 * An item's VAT is that of its cost by its rate, to a kopeck: registers round up, down or to the nearest. Where it was counted
 * by the piece (1198), each piece may add half a kopeck.
 */
export function judgeItemVat(facts: DocumentFacts, report: Report): void {
  const lookingBack = looksBack(facts)
  for (let index = 0; index < facts.items.length; index++) {
    const item = facts.items[index] as ItemFacts
    const { rate, vat, cost, quantity, vatByPiece } = item
    if (rate === undefined || vat === undefined || cost === undefined) continue
    const tolerance = vatByPiece ? Math.max(1, (quantity ?? 1) / 2) : 1
    const periods = periodsOf(rate, facts.day, lookingBack)
    if (periods.length === 0 || periods.some(({ percent }) => Math.abs(vatWithin(cost, percent) - vat) <= tolerance))
      continue
    const { percent, label } = periods[periods.length - 1] as (typeof periods)[number]
    const expectedVat = Math.round(vatWithin(cost, percent))
    report('item-vat', 'attention', { position: index + 1, name: nameOf(item), rate: label, vat, expectedVat })
    return
  }
}
