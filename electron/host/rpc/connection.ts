import type { Clock } from '../../../native/foundation/clock.ts'
import { HostFailure } from '../host-failure.ts'

export const connectionLimits = {
  subscriptions: 64,
  calls: 128,
  callsPerSecond: 400,
  burst: 1200,
  messageBytes: 1 << 20,
} as const

/** One window or command line at the other end of a carrier, and how much of the host it may take. */
export class Connection {
  readonly #clock: Clock
  #subscriptions = 0
  #calls = 0
  #tokens: number = connectionLimits.burst
  #filledAt: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#filledAt = clock.now()
  }

  /** Counts a call until the returned function is called. Throws `host.too-many`. */
  beginCall(): () => void {
    this.#refill()
    if (this.#calls >= connectionLimits.calls || this.#tokens < 1)
      throw new HostFailure('host.too-many', { what: 'calls' })
    this.#tokens--
    this.#calls++
    return once(() => this.#calls--)
  }

  /** Counts a subscription until the returned function is called. Throws `host.too-many`. */
  beginSubscription(): () => void {
    if (this.#subscriptions >= connectionLimits.subscriptions)
      throw new HostFailure('host.too-many', { what: 'subscriptions' })
    this.#subscriptions++
    return once(() => this.#subscriptions--)
  }

  #refill(): void {
    const now = this.#clock.now()
    this.#tokens = Math.min(
      connectionLimits.burst,
      this.#tokens + ((now - this.#filledAt) / 1000) * connectionLimits.callsPerSecond,
    )
    this.#filledAt = now
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}
