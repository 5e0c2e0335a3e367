import type { ReportOf, SequenceRule } from './judge-sequence.ts'
import type { SequenceRow } from './row.ts'

/**
 * Signs have 32 bits: among a quarter of a million documents some are equal by chance. Within so many neighbours chance is one
 * in hundreds of storages.
 */
const neighbours = 100

/** A document with the sign of one shortly before it: the register gave the same answer twice. */
export class SignJudge implements SequenceRule {
  readonly #ring: (string | undefined)[] = []
  readonly #numbers = new Map<string, number>()
  #next = 0

  take({ number, fiscalSign }: SequenceRow, _follows: boolean, report: ReportOf): void {
    const leaving = this.#ring[this.#next]
    if (leaving !== undefined) this.#numbers.delete(leaving)
    this.#ring[this.#next] = undefined
    const first = fiscalSign === undefined ? undefined : this.#numbers.get(fiscalSign)
    if (fiscalSign !== undefined && first === undefined) {
      this.#ring[this.#next] = fiscalSign
      this.#numbers.set(fiscalSign, number)
    }
    this.#next = (this.#next + 1) % neighbours
    if (fiscalSign !== undefined && first !== undefined)
      report(number, 'sign-repeated', 'attention', { sign: fiscalSign, first })
  }
}
