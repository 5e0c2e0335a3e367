import type { ReportOf, SequenceRule } from './judge-sequence.ts'
import type { SequenceRow } from './row.ts'

export interface Owner {
  readonly taxpayerNumber: string | undefined
  readonly registrationNumber: string | undefined
}

/** ИНН and registration number stay as they are until a registration says otherwise. */
export class OwnerJudge implements SequenceRule {
  #taxpayerNumber: string | undefined
  #registrationNumber: string | undefined

  /** As the documents have it by now. */
  get owner(): Owner {
    return { taxpayerNumber: this.#taxpayerNumber, registrationNumber: this.#registrationNumber }
  }

  take(row: SequenceRow, follows: boolean, report: ReportOf): void {
    const registers = row.kind === 'registration' || row.kind === 'registration-change'
    const silent = registers || !follows
    const taxpayerNumber = row.taxpayerNumber?.trim() || undefined
    const registrationNumber = row.registrationNumber?.trim() || undefined
    const compare = (field: string, before: string | undefined, now: string | undefined) => {
      if (silent || before === undefined || now === undefined || before === now) return
      report(row.number, 'owner-changed', 'failure', { field, before, now })
    }
    compare('taxpayerNumber', this.#taxpayerNumber, taxpayerNumber)
    compare('registrationNumber', this.#registrationNumber, registrationNumber)
    // A single damaged document must not accuse all that follow it.
    if (!silent && this.#taxpayerNumber !== undefined && this.#registrationNumber !== undefined) return
    this.#taxpayerNumber = taxpayerNumber ?? this.#taxpayerNumber
    this.#registrationNumber = registrationNumber ?? this.#registrationNumber
  }
}
