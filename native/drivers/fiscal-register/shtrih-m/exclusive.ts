import { throwIfCancelled } from '../../../foundation/clock.ts'

/** One operation at a time: a register's line carries one question and its answer. */
export class Exclusive {
  #tail: Promise<unknown> = Promise.resolve()

  /** Runs `work` after everything that was asked for before it. Throws `operation.cancelled` if it is not wanted any more by then. */
  run<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(() => {
      throwIfCancelled(signal)
      return work()
    })
    this.#tail = turn.catch(() => {})
    return turn
  }
}
