import type { FfdElement } from '../../codecs/ffd/index.ts'
import type { ReportOf } from './judge-sequence.ts'
import { childNumber, receiptCounters } from './shift-totals.ts'

type Totals = ReadonlyMap<string, number>

/**
 * A storage's totals (1157) grow from one closing report to the next by the totals of the shift between them (1194): whoever
 * takes a receipt out of the middle breaks the row. Needs no sum over the whole log.
 */
export class StorageTotalsJudge {
  /** Totals before the shift; `undefined` where they are not known. */
  #before: Totals | undefined

  /** A storage begins with nothing. */
  begin(): void {
    this.#before = new Map()
  }

  forget(): void {
    this.#before = undefined
  }

  take(number: number, closing: readonly FfdElement[] | undefined, report: ReportOf): void {
    const now = closing && totalsOf(closing, 1157)
    const shift = closing && totalsOf(closing, 1194)
    const before = this.#before
    this.#before = now
    if (!now || !shift || !before) return
    for (const [counter, reported] of now) {
      const counted = (before.get(counter) ?? 0) + (shift.get(counter) ?? 0)
      if (reported !== counted) report(number, 'storage-totals', 'failure', { counter, reported, counted })
    }
  }
}

function totalsOf(closing: readonly FfdElement[], container: number): Totals | undefined {
  const children = closing.find(({ tag }) => tag === container)?.children
  if (!children) return undefined
  const totals = new Map<string, number>()
  for (const [index, tag] of receiptCounters.entries()) {
    const counter = children.find((element) => element.tag === tag)?.children
    const [count, sum] = [counter && childNumber(counter, 1135), counter && childNumber(counter, 1201)]
    if (count !== undefined) totals.set(`count-${index + 1}`, count)
    if (sum !== undefined) totals.set(`sum-${index + 1}`, sum)
  }
  return totals
}
