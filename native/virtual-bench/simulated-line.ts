import type { DeviceSimulator } from '../drivers/device-simulator.ts'
import type { Clock } from '../foundation/clock.ts'
import { DeviceFailure } from '../foundation/device-failure.ts'
import type { ByteLink } from '../transports/byte-link.ts'
import { LinkEvents } from '../transports/link-events.ts'

export interface LineConditions {
  readonly path: string
  /**
   * Bits a second of the host's side and of the device's; where they differ, both hear garbage. `undefined` for a line
   * without a speed: a network, or a device with USB of its own, which ignores what the host sets.
   */
  readonly hostBaudRate: number | undefined
  readonly deviceBaudRate: number | undefined
}

/** Milliseconds. Bytes of one write travel together, as a USB converter hands them over; a byte has ten bits on the line. */
function travelTime(length: number, baudRate: number | undefined): number {
  return baudRate ? (length * 10_000) / baudRate : 0
}

/** What a receiver at the wrong speed makes of a byte: something else, the same each time. */
function garble(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => ((byte << 1) | (byte >> 5)) ^ (0x55 + index))
}

/** A cable between a host and a simulated device, in the clock's time. */
export class SimulatedLine {
  readonly link: ByteLink
  readonly #events = new LinkEvents()
  readonly #detach: () => void
  /** A line carries one byte after the other: what is sent later cannot arrive earlier. */
  readonly #lastArrival = { host: 0, device: 0 }

  constructor(simulator: DeviceSimulator, clock: Clock, conditions: LineConditions) {
    const { path, hostBaudRate, deviceBaudRate } = conditions
    const mismatch = hostBaudRate !== undefined && deviceBaudRate !== undefined && hostBaudRate !== deviceBaudRate
    const send = (bytes: Uint8Array, side: 'host' | 'device', arrive: (bytes: Uint8Array) => void) => {
      const heard = mismatch ? garble(bytes) : bytes.slice()
      const arrival = Math.max(clock.now(), this.#lastArrival[side]) + travelTime(bytes.length, hostBaudRate)
      this.#lastArrival[side] = arrival
      clock.schedule(Math.max(0, arrival - clock.now()), () => {
        if (!this.#events.isOver) arrive(heard)
      })
    }
    const device = simulator.attach((bytes) => send(bytes, 'host', (heard) => this.#events.deliver(heard)))
    this.#detach = () => device.detach()
    this.link = {
      ended: this.#events.ended,
      subscribe: (listener) => this.#events.subscribe(listener),
      write: async (bytes) => {
        this.#events.assertOpen(path)
        send(bytes, 'device', (heard) => device.receive(heard))
      },
      close: async () => this.#end(undefined),
    }
  }

  /** The cable is pulled: the host's port disappears under it. */
  pull(path: string): void {
    this.#end(new DeviceFailure('link.lost', { path }))
  }

  #end(failure: DeviceFailure | undefined): void {
    if (this.#events.isOver) return
    this.#events.finish(failure)
    this.#detach()
  }
}
