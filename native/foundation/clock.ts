import { DeviceFailure } from './device-failure.ts'

/**
 * Time, injected. Exchanges, simulators and services ask a clock and never the machine, so that a test can run years of
 * silence in no time and stop the world between any two bytes.
 */
export interface Clock {
  /** Milliseconds of a counter that never goes back; only differences have a meaning. */
  now(): number
  /** Civil time, for journals and for comparing a device's clock. */
  civil(): Date
  /** Runs `action` once after `milliseconds`; the returned function forgets it. */
  schedule(milliseconds: number, action: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  civil: () => new Date(),
  schedule(milliseconds, action) {
    // A timer of the system waits a whole millisecond at least: too long for what is due at once.
    if (milliseconds <= 0) {
      const turn = setImmediate(action)
      return () => clearImmediate(turn)
    }
    const timer = setTimeout(action, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Waits `milliseconds`. Throws `operation.cancelled` as soon as `signal` aborts. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DeviceFailure('operation.cancelled'))
    const forget = clock.schedule(milliseconds, () => {
      signal?.removeEventListener('abort', cancel)
      resolve()
    })
    const cancel = () => {
      forget()
      reject(new DeviceFailure('operation.cancelled'))
    }
    signal?.addEventListener('abort', cancel, { once: true })
  })
}

/** Throws `operation.cancelled` if the person no longer wants the operation. Called between the steps of a long one. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
}
