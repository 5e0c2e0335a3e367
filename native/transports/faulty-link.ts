import type { Clock } from '../foundation/clock.ts'
import { DeviceFailure } from '../foundation/device-failure.ts'
import type { ByteLink } from './byte-link.ts'
import { LinkEvents } from './link-events.ts'

/** What happens to one byte of one direction, counted from 0 since the link was opened. */
export interface LinkFault {
  readonly direction: 'to-device' | 'from-device'
  readonly at: number
  /**
   * `cut` ends the link before the byte; `corrupt` turns the bits of `mask`; `drop` loses the byte; `duplicate` brings it
   * twice; `delay` holds it and all that follow for `milliseconds`, in order.
   */
  readonly kind: 'cut' | 'corrupt' | 'drop' | 'duplicate' | 'delay'
  /** For `corrupt`; all bits by default. */
  readonly mask?: number | undefined
  /** For `delay`; one second by default. */
  readonly milliseconds?: number | undefined
}

/**
 * A cable that spoils one byte, for tests and for the trainer. `sent` and `received` count the bytes that came through, so
 * that a clean run tells where faults can be put.
 */
export interface FaultyLink extends ByteLink {
  readonly sent: number
  readonly received: number
}

export function faultyLink(link: ByteLink, clock: Clock, fault?: LinkFault): FaultyLink {
  const events = new LinkEvents()
  const cut = () => {
    events.finish(new DeviceFailure('link.lost', { reason: 'cut' }))
    void link.close()
  }
  const toDevice = new FaultyPipe(clock, fault?.direction === 'to-device' ? fault : undefined, cut)
  const fromDevice = new FaultyPipe(clock, fault?.direction === 'from-device' ? fault : undefined, cut)
  link.subscribe((bytes) => fromDevice.carry(bytes, (piece) => events.deliver(piece)))
  void link.ended.then((end) => events.finish(end))
  return {
    ended: events.ended,
    get sent() {
      return toDevice.count
    },
    get received() {
      return fromDevice.count
    },
    subscribe: (listener) => events.subscribe(listener),
    async write(bytes) {
      events.assertOpen('faulty link')
      toDevice.carry(bytes, (piece) => {
        if (!events.isOver) void link.write(piece).catch(() => {})
      })
      events.assertOpen('faulty link')
    },
    async close() {
      events.finish(undefined)
      await link.close()
    },
  }
}

/** One direction: spoils its byte and keeps the order of all others. */
class FaultyPipe {
  count = 0
  readonly #clock: Clock
  readonly #fault: LinkFault | undefined
  readonly #cut: () => void
  #heldUntil = -Infinity

  constructor(clock: Clock, fault: LinkFault | undefined, cut: () => void) {
    this.#clock = clock
    this.#fault = fault
    this.#cut = cut
  }

  carry(bytes: Uint8Array, deliver: (piece: Uint8Array) => void): void {
    const fault = this.#fault
    const index = fault ? fault.at - this.count : -1
    this.count += bytes.length
    if (!fault || index < 0 || index >= bytes.length) return this.#pass(bytes, deliver)
    this.#pass(bytes.subarray(0, index), deliver)
    const rest = bytes.slice(index)
    switch (fault.kind) {
      case 'cut':
        return this.#cut()
      case 'corrupt':
        rest[0] = (rest[0] ?? 0) ^ (fault.mask ?? 0xff)
        return this.#pass(rest, deliver)
      case 'drop':
        return this.#pass(rest.subarray(1), deliver)
      case 'duplicate':
        return this.#pass(Uint8Array.from([rest[0] ?? 0, ...rest]), deliver)
      case 'delay':
        this.#heldUntil = this.#clock.now() + (fault.milliseconds ?? 1_000)
        return this.#pass(rest, deliver)
    }
  }

  #pass(bytes: Uint8Array, deliver: (piece: Uint8Array) => void): void {
    if (bytes.length === 0) return
    const wait = this.#heldUntil - this.#clock.now()
    if (wait < 0) deliver(bytes)
    else this.#clock.schedule(wait, () => deliver(bytes))
  }
}
