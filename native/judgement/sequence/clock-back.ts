import type { ReportOf, SequenceRule } from './judge-sequence.ts'
import type { SequenceRow } from './row.ts'

/** A document is not older than the one before it. Compared to the minute, because a fixed structure knows no seconds. */
export class ClockJudge implements SequenceRule {
  #previous: string | undefined

  take({ number, time }: SequenceRow, _follows: boolean, report: ReportOf): void {
    if (time === undefined) return
    const previous = this.#previous
    this.#previous = time
    if (previous !== undefined && time.slice(0, 16) < previous.slice(0, 16))
      report(number, 'clock-back', 'attention', { time, previous })
  }
}
