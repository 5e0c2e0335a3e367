import { DeviceFailure } from '../../../native/foundation/device-failure.ts'

/** What goes first at a device: what a person asked for, then long readings, then live polling. */
const priorities = ['operation', 'reading', 'poll'] as const
export type Priority = (typeof priorities)[number]

interface Waiting {
  start(): void
  fail(error: unknown): void
}

/** One exchange at a time with a device. Within a priority, first come, first served. */
export class DeviceQueue {
  readonly #waiting: Record<Priority, Waiting[]> = { operation: [], reading: [], poll: [] }
  #busy = false
  #closed: DeviceFailure | undefined

  /** Nothing runs and nothing waits: the moment for a poll. */
  get idle(): boolean {
    return !this.#busy && priorities.every((priority) => this.#waiting[priority].length === 0)
  }

  /** Runs `work` when its turn comes. Throws `operation.cancelled` if `signal` aborts while it waits. */
  async run<T>(priority: Priority, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(priority, signal)
    try {
      return await work()
    } finally {
      this.#busy = false
      this.#next()
    }
  }

  /** Everything that waits fails with `reason`, and so does everything that comes later. */
  close(reason: DeviceFailure): void {
    this.#closed = reason
    for (const priority of priorities) for (const waiting of this.#waiting[priority].splice(0)) waiting.fail(reason)
  }

  #turn(priority: Priority, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closed)
      if (signal?.aborted) return reject(new DeviceFailure('operation.cancelled'))
      const cancel = () => {
        this.#waiting[priority] = this.#waiting[priority].filter((other) => other !== waiting)
        reject(new DeviceFailure('operation.cancelled'))
      }
      const waiting: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', cancel)
          this.#busy = true
          resolve()
        },
        fail: (error) => {
          signal?.removeEventListener('abort', cancel)
          reject(error)
        },
      }
      signal?.addEventListener('abort', cancel, { once: true })
      this.#waiting[priority].push(waiting)
      this.#next()
    })
  }

  #next(): void {
    if (this.#busy) return
    for (const priority of priorities) {
      const waiting = this.#waiting[priority].shift()
      if (waiting) return waiting.start()
    }
  }
}
