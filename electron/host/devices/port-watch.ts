import { describePort } from '../../../native/discovery/usb-catalogue.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { PortDescription, PortEnumerator, PortListing } from '../../../native/transports/port-enumerator.ts'
import type { DevicesSnapshot, Port } from '../../contract/devices.ts'

/** A plug is reported in several steps; what stands after this many milliseconds of quiet counts. */
const quiet = 300
const mostEvents = 20

/** The ports that are there now, and what came and went lately. */
export class PortWatch {
  readonly #clock: Clock
  readonly #changed: (appeared: readonly PortDescription[], disappeared: readonly PortDescription[]) => void
  #listing: PortListing = { ports: [], gaps: [] }
  #appearedAt = new Map<string, string>()
  #events: DevicesSnapshot['events'] = []
  #stop: (() => void) | undefined
  #forget: (() => void) | undefined

  constructor(
    clock: Clock,
    changed: (appeared: readonly PortDescription[], disappeared: readonly PortDescription[]) => void,
  ) {
    this.#clock = clock
    this.#changed = changed
  }

  get ports(): readonly PortDescription[] {
    return this.#listing.ports
  }

  get gaps(): PortListing['gaps'] {
    return this.#listing.gaps
  }

  get events(): DevicesSnapshot['events'] {
    return this.#events
  }

  async start(ports: PortEnumerator): Promise<void> {
    this.stop()
    this.#events = []
    this.#appearedAt = new Map()
    this.#listing = await ports.list().catch((error: unknown) => unlistable(error))
    for (const port of this.#listing.ports) this.#appearedAt.set(keyOf(port), this.#now())
    this.#stop = ports.watch((listing) => {
      this.#forget?.()
      this.#forget = this.#clock.schedule(quiet, () => this.#take(listing))
    })
  }

  stop(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#forget?.()
    this.#listing = { ports: [], gaps: [] }
  }

  describe(port: PortDescription): Port {
    const { label, suggestedRoles } = describePort(port)
    return {
      identity: port.identity,
      kind: port.kind,
      path: port.path,
      label,
      vendorId: port.usb?.vendorId,
      productId: port.usb?.productId,
      suggestedRoles: [...suggestedRoles],
      appearedAt: this.#appearedAt.get(keyOf(port)) ?? this.#now(),
    }
  }

  #take(listing: PortListing): void {
    const before = new Map(this.#listing.ports.map((port) => [keyOf(port), port]))
    const after = new Map(listing.ports.map((port) => [keyOf(port), port]))
    const appeared = listing.ports.filter((port) => !before.has(keyOf(port)))
    const disappeared = this.#listing.ports.filter((port) => !after.has(keyOf(port)))
    for (const port of appeared) this.#appearedAt.set(keyOf(port), this.#now())
    const gone = disappeared.map((port) => ({
      at: this.#now(),
      kind: 'disappeared' as const,
      port: this.describe(port),
    }))
    this.#listing = listing
    const came = appeared.map((port) => ({ at: this.#now(), kind: 'appeared' as const, port: this.describe(port) }))
    this.#events = [...came, ...gone, ...this.#events].slice(0, mostEvents)
    for (const port of disappeared) this.#appearedAt.delete(keyOf(port))
    this.#changed(appeared, disappeared)
  }

  #now(): string {
    return this.#clock.civil().toISOString()
  }
}

function keyOf(port: PortDescription): string {
  return `${port.kind} ${port.identity} ${port.path}`
}

function unlistable(error: unknown): PortListing {
  const reason = error instanceof Error ? error.message : String(error)
  return { ports: [], gaps: [{ bus: 'serial', reason }] }
}
