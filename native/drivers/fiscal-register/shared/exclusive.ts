import { DeviceFailure } from '../../../foundation/device-failure.ts'

/** One operation at a time: a register's line carries one question and its answer. */
export class Exclusive {
  #tail: Promise<unknown> = Promise.resolve()

  /**
   * Runs `work` after everything that was asked for before it. Throws `operation.cancelled` as soon as `signal` aborts while
   * the turn has not come; from then on `work` itself minds the signal.
   */
  run<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    let begun = false
    const turn = this.#tail.then(() => {
      if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
      begun = true
      return work()
    })
    this.#tail = turn.catch(() => {})
    if (!signal) return turn
    return new Promise((resolve, reject) => {
      const cancel = () => {
        if (!begun) reject(new DeviceFailure('operation.cancelled'))
      }
      signal.addEventListener('abort', cancel, { once: true })
      turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel))
    })
  }
}
