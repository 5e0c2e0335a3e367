import { findElement, type FfdElement } from '../../codecs/ffd/index.ts'
import type { ReportOf } from './judge-sequence.ts'
import type { ReadText, SequenceRow } from './row.ts'
import type { OperationTotals, ShiftCounters } from './shift-counters.ts'
import { vatCounters, vatOfReceipt } from './vat-counters.ts'

/** Counters of receipts by kind of operation (1054 = 1…4) within 1194 and 1157. */
export const receiptCounters = [1129, 1130, 1131, 1132]
/** The same of corrections, within 1133: sale, refund of a sale, purchase, refund of a purchase. */
const correctionCounters = [1145, 1232, 1146, 1233]

/** Tags of a counter and what they count. */
const totalsOfTag: readonly (readonly [number, keyof OperationTotals])[] = [
  [1135, 'count'],
  [1201, 'sum'],
  [1136, 'cash'],
  [1138, 'cashless'],
  [1218, 'prepayment'],
  [1219, 'credit'],
  [1220, 'consideration'],
]

/** Compares a closing report with the documents of its shift, which were all seen. */
export function judgeShiftTotals(
  { number, shiftNumber }: SequenceRow,
  closing: readonly FfdElement[],
  counters: ShiftCounters,
  openedBy: number,
  readText: ReadText,
  report: ReportOf,
): void {
  const shift = shiftNumber ?? 0
  const differ = (counter: string, reported: number | undefined, counted: number) => {
    if (reported === undefined || reported === counted) return
    report(number, 'shift-totals', 'failure', { shift, counter, reported, counted })
  }
  const documents = numberOf(closing, 1111)
  const counted = number - openedBy + 1
  if (documents !== counted - counters.others) differ('documents', documents, counted)
  // Registers differ in whether 1118 counts corrections too.
  const receipts = numberOf(closing, 1118)
  if (receipts !== counters.receipts) differ('receipts', receipts, counters.receipts + counters.corrections)
  const totals = closing.find(({ tag }) => tag === 1194)?.children
  if (!totals) return
  differ('all', childNumber(totals, 1134), counters.receipts + counters.corrections)
  if (counters.incomplete) return
  compareOperations(totals, receiptCounters, '', (operation) => counters.receiptsOf(operation), differ)
  compareVat(totals, counters.sold, readText, differ)
  const corrections = totals.find(({ tag }) => tag === 1133)?.children
  if (!corrections) return
  differ('corrections', childNumber(corrections, 1144), counters.corrections)
  compareOperations(
    corrections,
    correctionCounters,
    'correction-',
    (operation) => counters.correctionsOf(operation),
    differ,
  )
}

function compareOperations(
  totals: readonly FfdElement[],
  tags: readonly number[],
  prefix: string,
  countedOf: (operation: number) => OperationTotals,
  differ: (counter: string, reported: number | undefined, counted: number) => void,
): void {
  for (const [index, tag] of tags.entries()) {
    const counter = totals.find((element) => element.tag === tag)
    if (!counter) continue
    const counted = countedOf(index + 1)
    for (const [total, name] of totalsOfTag)
      differ(`${prefix}${name}-${index + 1}`, childNumber(counter.children, total), counted[name])
  }
}

/**
 * Sums by VAT rate, from the receipts themselves: rows do not hold them. Rates of 2025 and later have no counter, and nobody
 * says whether a storage adds 22 % to that of 20 %: where a receipt has one, the counters of the base rate are left alone.
 */
function compareVat(
  totals: readonly FfdElement[],
  sold: ShiftCounters['sold'],
  readText: ReadText,
  differ: (counter: string, reported: number | undefined, counted: number) => void,
): void {
  const reported = receiptCounters.map((tag) => totals.find((element) => element.tag === tag)?.children ?? [])
  if (!reported.some((counter) => counter.some(({ tag }) => vatCounters.some((rate) => rate.counter === tag)))) return
  const counted = receiptCounters.map(() => vatCounters.map(() => 0))
  let newerRates = false
  for (const { number, operation } of sold) {
    const text = readText(number)
    const vat = text && vatOfReceipt(text)
    if (!vat) return
    newerRates ||= vat.newerRates
    for (const [index, sum] of vat.sums.entries()) {
      const sums = counted[operation - 1]
      if (sums) sums[index] = (sums[index] ?? 0) + sum
    }
  }
  for (const [index, counter] of reported.entries()) {
    for (const [place, { code, counter: tag, base }] of vatCounters.entries())
      if (!base || !newerRates)
        differ(`vat-${code}-${index + 1}`, childNumber(counter, tag), counted[index]?.[place] ?? 0)
  }
}

function numberOf(elements: readonly FfdElement[], tag: number): number | undefined {
  const value = findElement(elements, tag)?.value
  return typeof value === 'number' ? value : undefined
}

export function childNumber(elements: readonly FfdElement[], tag: number): number | undefined {
  const value = elements.find((element) => element.tag === tag)?.value
  return typeof value === 'number' ? value : undefined
}
