import { nothing, type Finding, type Severity } from '../finding.ts'
import type { RuleId } from '../rules.ts'
import { ClockJudge } from './clock-back.ts'
import { OwnerJudge, type Owner } from './owner-changed.ts'
import { RegistrationJudge } from './registration-order.ts'
import type { ReadText, SequenceRow } from './row.ts'
import { ShiftJudge, type OpenShift } from './shift.ts'
import { SignJudge } from './sign-repeated.ts'

export type ReportOf = (number: number, rule: RuleId, severity: Severity, data: Finding['data']) => void

/** Sees one document after the other. `follows` is false where numbers are missing before it: then nothing is known. */
export interface SequenceRule {
  take(row: SequenceRow, follows: boolean, report: ReportOf): void
}

/**
 * What documents contradict in the order of their numbers. Give it the rows of one storage, rising, each once; it keeps a
 * bounded memory of what came before. To go on from the middle, start at `leadBefore` and drop what is found before the
 * document that matters.
 */
export class SequenceJudge {
  readonly #shift: ShiftJudge
  readonly #owner = new OwnerJudge()
  readonly #rules: readonly SequenceRule[]
  #previous: number | undefined

  constructor(readText: ReadText) {
    this.#shift = new ShiftJudge(readText)
    this.#rules = [new ClockJudge(), new SignJudge(), new RegistrationJudge(), this.#owner, this.#shift]
  }

  take(row: SequenceRow): readonly Finding[] {
    let findings: Finding[] | undefined
    const report: ReportOf = (number, rule, severity, data) => {
      ;(findings ??= []).push({ rule, severity, number, data })
    }
    const follows = row.number === 1 || this.#previous === row.number - 1
    this.#previous = row.number
    for (const rule of this.#rules) rule.take(row, follows, report)
    return findings ?? nothing
  }

  /** Whose storage it is by its documents. */
  get owner(): Owner {
    return this.#owner.owner
  }

  /** The shift that is open after the last document. */
  get openShift(): OpenShift | undefined {
    return this.#shift.open
  }
}

/** So many documents before a shift's opening are enough to judge on from it. */
export const leadBefore = 100
