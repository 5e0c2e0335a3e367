import { decodeDocument } from '../../codecs/ffd/index.ts'
import { limits } from '../law/law.ts'
import type { ReportOf, SequenceRule } from './judge-sequence.ts'
import { isReceipt, type ReadText, type SequenceRow } from './row.ts'
import { ShiftCounters } from './shift-counters.ts'
import { judgeShiftTotals } from './shift-totals.ts'
import { StorageTotalsJudge } from './storage-totals.ts'

/** A shift as far as its documents were seen. */
export interface OpenShift {
  readonly number: number | undefined
  /** Document that opened it, with its time; `undefined` where the log begins in the middle of the shift. */
  readonly openedBy: number | undefined
  readonly openedAt: string | undefined
}

interface Shift extends OpenShift {
  readonly counters: ShiftCounters
  /** Last number of a receipt within the shift (1042). */
  receiptNumber: number | undefined
  tooLong: boolean
}

type Known = { readonly state: 'unknown' } | { readonly state: 'closed'; readonly last: number | undefined } | Shifting
type Shifting = { readonly state: 'open'; readonly shift: Shift }

const unknown: Known = { state: 'unknown' }

/** Shifts open and close in turn, are numbered without gaps, hold all receipts, last a day at most and add up. */
export class ShiftJudge implements SequenceRule {
  readonly #readText: ReadText
  readonly #storageTotals = new StorageTotalsJudge()
  #known: Known = unknown

  constructor(readText: ReadText) {
    this.#readText = readText
  }

  get open(): OpenShift | undefined {
    return this.#known.state === 'open' ? this.#known.shift : undefined
  }

  take(row: SequenceRow, follows: boolean, report: ReportOf): void {
    const { kind, number } = row
    if (!follows || kind === 'unknown') this.#forget()
    if (number === 1 && (kind === 'registration' || kind === 'registration-change')) {
      this.#known = { state: 'closed', last: 0 }
      this.#storageTotals.begin()
    }
    if (this.#known.state === 'open') this.#known.shift.counters.count(row)
    if (kind === 'shift-opening') this.#open(row, report)
    else if (kind === 'shift-closing') this.#close(row, report)
    else if (isReceipt(kind)) this.#sell(row, report)
  }

  #forget(): void {
    this.#known = unknown
    this.#storageTotals.forget()
  }

  #open(row: SequenceRow, report: ReportOf): void {
    const { number, shiftNumber, time } = row
    const known = this.#known
    if (known.state === 'open') {
      const { shift } = known
      report(number, 'shift-order', 'failure', {
        problem: 'not-closed',
        shift: shift.number ?? 0,
        now: shiftNumber ?? 0,
      })
      this.#storageTotals.forget()
    }
    const last = known.state === 'open' ? known.shift.number : known.state === 'closed' ? known.last : undefined
    if (last !== undefined && shiftNumber !== undefined && shiftNumber !== last + 1)
      report(number, 'shift-number', 'attention', { expected: last + 1, found: shiftNumber })
    const counters = new ShiftCounters()
    counters.count(row)
    const shift = { number: shiftNumber, openedBy: number, openedAt: time, counters, receiptNumber: 0, tooLong: false }
    this.#known = { state: 'open', shift }
  }

  #close(row: SequenceRow, report: ReportOf): void {
    const { number, shiftNumber, complete } = row
    const known = this.#known
    const text = complete ? this.#readText(number) : undefined
    const closing = text && decodeDocument(text).elements
    if (known.state === 'closed')
      report(number, 'shift-order', 'failure', { problem: 'not-open', shift: shiftNumber ?? 0, now: shiftNumber ?? 0 })
    if (known.state === 'open') {
      const { shift } = known
      this.#compareNumber(row, shift, report)
      this.#compareAge(row, shift, 'attention', report)
      if (closing && shift.openedBy !== undefined)
        judgeShiftTotals(row, closing, shift.counters, shift.openedBy, this.#readText, report)
    }
    this.#storageTotals.take(number, closing, report)
    this.#known = { state: 'closed', last: shiftNumber }
  }

  #sell(row: SequenceRow, report: ReportOf): void {
    const { number, shiftNumber, receiptNumber } = row
    if (this.#known.state === 'closed') {
      report(number, 'shift-order', 'failure', { problem: 'outside', shift: shiftNumber ?? 0, now: shiftNumber ?? 0 })
      this.#storageTotals.forget()
      return
    }
    if (this.#known.state === 'unknown') {
      // The log begins in the middle of a shift: what comes next is judged by this receipt.
      const counters = new ShiftCounters()
      const shift = {
        number: shiftNumber,
        openedBy: undefined,
        openedAt: undefined,
        counters,
        receiptNumber,
        tooLong: false,
      }
      this.#known = { state: 'open', shift }
      return
    }
    const { shift } = this.#known
    this.#compareNumber(row, shift, report)
    this.#compareAge(row, shift, 'failure', report)
    const expected = shift.receiptNumber === undefined ? undefined : shift.receiptNumber + 1
    if (expected !== undefined && receiptNumber !== undefined && receiptNumber !== expected)
      report(number, 'receipt-number', 'attention', { shift: shift.number ?? 0, expected, found: receiptNumber })
    shift.receiptNumber = receiptNumber ?? expected
  }

  #compareNumber({ number, shiftNumber }: SequenceRow, shift: Shift, report: ReportOf): void {
    if (shift.number === undefined || shiftNumber === undefined || shift.number === shiftNumber) return
    report(number, 'shift-number', 'attention', { expected: shift.number, found: shiftNumber })
  }

  /** Once a shift: the first document that comes too late. A closing report may come late, a receipt may not. */
  #compareAge({ number, time }: SequenceRow, shift: Shift, severity: 'attention' | 'failure', report: ReportOf): void {
    if (shift.tooLong || time === undefined || shift.openedAt === undefined) return
    const hours = hoursBetween(shift.openedAt, time)
    if (hours <= limits.shiftHours.value) return
    shift.tooLong = true
    report(number, 'shift-too-long', severity, {
      shift: shift.number ?? 0,
      opened: shift.openedAt.slice(0, 16),
      time: time.slice(0, 16),
      hours: Math.floor(hours),
    })
  }
}

/** Hours between two wall times, to the minute. */
export function hoursBetween(from: string, to: string): number {
  return (Date.parse(`${to.slice(0, 16)}Z`) - Date.parse(`${from.slice(0, 16)}Z`)) / 3_600_000
}
