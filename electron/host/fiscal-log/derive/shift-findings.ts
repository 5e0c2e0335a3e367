import { findElement, type FfdElement } from '../../../../native/codecs/ffd/index.ts'
import type { DerivedFinding } from './rules.ts'

/** What the log holds of a shift: documents, receipts (corrections counted apart), and sums by kind of operation. */
export interface ShiftFacts {
  readonly documents: number
  readonly receipts: number
  readonly corrections: number
  readonly byOperation: ReadonlyMap<number, { readonly count: number; readonly sum: number }>
}

/** Counters 1129…1132 stand for sale, refund of a sale, purchase, refund of a purchase (tag 1054: 1…4). */
const counterTags = [1129, 1130, 1131, 1132]

/** How many documents the closing report says its shift has, or `undefined`: then nothing can be compared. */
export function documentsInShift(closing: readonly FfdElement[]): number | undefined {
  return numberOf(closing, 1111)
}

/** Compares a closing report's counters with the documents of its shift, which must all be there. */
export function findInShift(
  number: number,
  shift: number,
  closing: readonly FfdElement[],
  facts: ShiftFacts,
): DerivedFinding[] {
  const findings: DerivedFinding[] = []
  const differ = (counter: string, reported: number | undefined, counted: number) => {
    if (reported === undefined || reported === counted) return
    findings.push({ rule: 'shift-totals', severity: 'failure', number, data: { shift, counter, reported, counted } })
  }
  differ('receipts', numberOf(closing, 1118), facts.receipts + facts.corrections)
  const totals = closing.find((element) => element.tag === 1194)
  for (const [index, tag] of counterTags.entries()) {
    const counter = totals?.children.find((element) => element.tag === tag)
    if (!counter) continue
    const counted = facts.byOperation.get(index + 1) ?? { count: 0, sum: 0 }
    differ(`count-${index + 1}`, numberOf(counter.children, 1135), counted.count)
    differ(`sum-${index + 1}`, numberOf(counter.children, 1201), counted.sum)
  }
  return findings
}

function numberOf(elements: readonly FfdElement[], tag: number): number | undefined {
  const value = findElement(elements, tag)?.value
  return typeof value === 'number' ? value : undefined
}
