import type { Clock } from '../../../../foundation/clock.ts'
import { DeviceFailure } from '../../../../foundation/device-failure.ts'
import type { ByteLink, LinkEnd } from '../../../../transports/byte-link.ts'
import type { DeviceSimulator } from '../../../device-simulator.ts'

/** A perfect cable of one millisecond between a test and a played machine. */
export function simulatedLink(simulator: DeviceSimulator, clock: Clock): ByteLink {
  const listeners = new Set<(bytes: Uint8Array) => void>()
  let over = false
  let end!: (end: LinkEnd) => void
  const ended = new Promise<LinkEnd>((resolve) => (end = resolve))
  const device = simulator.attach((bytes) => {
    clock.schedule(1, () => {
      if (!over) listeners.forEach((listener) => listener(bytes))
    })
  })
  return {
    ended,
    async write(bytes) {
      if (over) throw new DeviceFailure('link.lost')
      clock.schedule(1, () => {
        if (!over) device.receive(bytes)
      })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      if (over) return
      over = true
      device.detach()
      end(undefined)
    },
  }
}
