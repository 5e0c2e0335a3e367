import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'

/** More than any frame: what a babbling line sends beyond it is dropped, oldest first, and counted. */
const capacity = 160_000

/**
 * Turns a link that delivers bytes whenever it likes into something that can be asked for the next byte. Listens from
 * its making until the link ends.
 */
export class LinkReader {
  readonly clock: Clock
  /** Bytes that nobody asked for in time. */
  dropped = 0
  /** Stops listening: somebody else talks over the link from now on. */
  readonly release: () => void
  readonly #link: ByteLink
  #chunks: Uint8Array[] = []
  #offset = 0
  #size = 0
  #end: DeviceFailure | undefined
  #wake: (() => void) | undefined

  constructor(link: ByteLink, clock: Clock) {
    this.#link = link
    this.clock = clock
    this.release = link.subscribe((bytes) => this.#keep(bytes))
    void link.ended.then((end) => {
      this.#end = end ?? new DeviceFailure('link.lost', { reason: 'closed' })
      this.#wake?.()
    })
  }

  /** Throws `link.lost` if the link is over. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#end) throw this.#end
    await this.#link.write(bytes)
  }

  /**
   * The next byte, or `undefined` if none comes until `deadline` (milliseconds of the clock). Throws `link.lost` when the
   * link is over and nothing is left to read, and `operation.cancelled` when `signal` aborts.
   */
  async next(deadline: number, signal: AbortSignal | undefined): Promise<number | undefined> {
    for (;;) {
      if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
      const byte = this.#take()
      if (byte !== undefined) return byte
      if (this.#end) throw this.#end
      const patience = deadline - this.clock.now()
      if (patience <= 0) return undefined
      await this.#wait(patience, signal)
    }
  }

  /** Forgets what has come so far. */
  purge(): void {
    this.dropped += this.#size
    this.#chunks = []
    this.#offset = 0
    this.#size = 0
  }

  /** Throws away whatever comes until the line is silent for `silence`, at most until `deadline`. */
  async settle(silence: number, deadline: number, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      this.purge()
      const byte = await this.next(Math.min(deadline, this.clock.now() + silence), signal)
      if (byte === undefined || this.clock.now() >= deadline) return
    }
  }

  #keep(bytes: Uint8Array): void {
    this.#chunks.push(bytes)
    this.#size += bytes.length
    while (this.#size > capacity) {
      this.#take()
      this.dropped++
    }
    this.#wake?.()
  }

  #take(): number | undefined {
    const chunk = this.#chunks[0]
    if (!chunk) return undefined
    const byte = chunk[this.#offset++]
    this.#size--
    if (this.#offset >= chunk.length) {
      this.#chunks.shift()
      this.#offset = 0
    }
    return byte
  }

  #wait(patience: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        forget()
        signal?.removeEventListener('abort', go)
        this.#wake = undefined
        resolve()
      }
      const forget = this.clock.schedule(patience, go)
      signal?.addEventListener('abort', go, { once: true })
      this.#wake = go
    })
  }
}
