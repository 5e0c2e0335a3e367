import type { Clock } from '../../../native/foundation/clock.ts'

/**
 * State that many watch. Every watcher gets the newest snapshot at once and then again after a change, at most one in
 * `interval` milliseconds. Nothing is queued: a slow watcher misses what lay between, and memory stays bounded.
 */
export class Feed<T> {
  readonly #clock: Clock
  readonly #interval: number
  readonly #read: () => T
  readonly #watchers = new Set<Watcher<T>>()

  constructor(clock: Clock, interval: number, read: () => T) {
    this.#clock = clock
    this.#interval = interval
    this.#read = read
  }

  /** Says that `read` would now answer something else. Cheap; call it as often as things change. */
  changed(): void {
    for (const watcher of this.#watchers) watcher.changed()
  }

  /** Ends every watcher after the newest snapshot. */
  end(): void {
    for (const watcher of this.#watchers) watcher.finish()
  }

  get watcherCount(): number {
    return this.#watchers.size
  }

  watch(signal?: AbortSignal): Watch<T> {
    const watcher = new Watcher(this.#clock, this.#interval, this.#read, () => this.#watchers.delete(watcher))
    this.#watchers.add(watcher)
    if (signal?.aborted) void watcher.return()
    else signal?.addEventListener('abort', () => void watcher.return(), { once: true })
    return watcher
  }
}

export type Watch<T> = AsyncIteratorObject<T, undefined, void>

/** Written out rather than as a generator: `return` of a generator waits for a pending `next`, and so would never come. */
class Watcher<T> implements Watch<T> {
  readonly #clock: Clock
  readonly #interval: number
  readonly #read: () => T
  readonly #gone: () => void
  #dirty = true
  #last = Number.NEGATIVE_INFINITY
  #finishing = false
  #closed = false
  #waiting: { resolve(result: IteratorResult<T, undefined>): void; reject(error: unknown): void } | undefined
  #forget: (() => void) | undefined

  constructor(clock: Clock, interval: number, read: () => T, gone: () => void) {
    this.#clock = clock
    this.#interval = interval
    this.#read = read
    this.#gone = gone
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  changed(): void {
    this.#dirty = true
    this.#deliver()
  }

  finish(): void {
    this.#finishing = true
    this.#deliver()
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#closed) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve, reject) => {
      this.#waiting?.resolve({ done: true, value: undefined })
      this.#waiting = { resolve, reject }
      this.#deliver()
    })
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#closed = true
    this.#gone()
    this.#forget?.()
    this.#waiting?.resolve({ done: true, value: undefined })
    this.#waiting = undefined
    return Promise.resolve({ done: true, value: undefined })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  #deliver(): void {
    if (!this.#waiting || this.#closed) return
    if (!this.#dirty) {
      if (this.#finishing) void this.return()
      return
    }
    const early = this.#last + this.#interval - this.#clock.now()
    if (early > 0 && !this.#finishing) {
      this.#forget ??= this.#clock.schedule(early, () => {
        this.#forget = undefined
        this.#deliver()
      })
      return
    }
    const waiting = this.#waiting
    this.#waiting = undefined
    this.#dirty = false
    this.#last = this.#clock.now()
    try {
      waiting.resolve({ done: false, value: this.#read() })
    } catch (error) {
      void this.return()
      waiting.reject(error)
    }
  }
}
