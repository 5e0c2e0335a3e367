import type { ReportOf, SequenceRule } from './judge-sequence.ts'
import type { SequenceRow } from './row.ts'

/**
 * A storage's life begins with a registration (or, in the place of another storage, with its change) and ends with the
 * storage's closing.
 */
export class RegistrationJudge implements SequenceRule {
  #closedBy: number | undefined

  take({ number, kind }: SequenceRow, _follows: boolean, report: ReportOf): void {
    if (kind === 'unknown') return
    if (this.#closedBy !== undefined)
      report(number, 'registration-order', 'failure', { problem: 'after-closing', other: this.#closedBy })
    if (number === 1 && kind !== 'registration' && kind !== 'registration-change')
      report(number, 'registration-order', 'failure', { problem: 'not-first', other: 1 })
    if (number > 1 && kind === 'registration')
      report(number, 'registration-order', 'failure', { problem: 'registered-again', other: 1 })
    if (kind === 'storage-closing') this.#closedBy ??= number
  }
}
