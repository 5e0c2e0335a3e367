/** Faults of the line that every played machine has; a family adds those of its own protocol. */
export type CommonFault =
  'lost-answer' | 'lost-ack' | 'duplicate-answer' | 'late-answer' | 'power-cycle-after-execution'

/** How a played machine misbehaves on the line. One-shot faults are armed and used up by the next thing they concern. */
export class LineFaults<OneShotFault extends string> {
  /** The machine is dead to the line: hears nothing, says nothing. */
  silent = false
  /** Stray bytes around what it says. */
  noisy = false
  readonly #armed = new Map<OneShotFault, number>()

  arm(fault: OneShotFault, value = 1): void {
    this.#armed.set(fault, value)
  }

  /** The value a fault was armed with, once; `undefined` if it is not armed. */
  use(fault: OneShotFault): number | undefined {
    const value = this.#armed.get(fault)
    this.#armed.delete(fault)
    return value
  }

  /** As `use`, for a fault that lasts for so many times as it was armed with. */
  useOneOf(fault: OneShotFault): boolean {
    const left = this.#armed.get(fault) ?? 0
    if (left > 1) this.#armed.set(fault, left - 1)
    else this.#armed.delete(fault)
    return left > 0
  }
}
