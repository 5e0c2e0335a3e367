import type { DeviceFamily } from '../../../native/drivers/device-family.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { LinkOpener } from '../../../native/transports/byte-link.ts'
import { describeAddress } from '../../../native/transports/link-address.ts'
import type { ProgramRunner } from '../../../native/transports/program-runner.ts'
import { recordLink, recordRunner } from '../../../native/transports/recorder.ts'
import type { Role } from '../../contract/vocabulary.ts'
import { Feed } from '../feed/feed.ts'
import type { HostLog } from '../host-log.ts'
import type { StoredTraffic } from '../store/operations/traffic.ts'
import type { Store } from '../store/store.ts'
import { TrafficTap, type TrafficEvent } from './traffic-tap.ts'

/** Entries are written together, at the latest after this many milliseconds or this many entries. */
const batchInterval = 500
const batchSize = 1_000
/** What waits to be written while the disk is busy with documents; more, in entries or bytes, is dropped and counted. */
const longestBacklog = 40_000
const largestBacklog = 16 * 1024 * 1024

export interface Recorded {
  readonly role: Role | undefined
  readonly family: DeviceFamily | undefined
}

/** Every exchange with every device, numbered, in a ring on disk. */
export class TrafficLog {
  readonly feed: Feed<{ firstId: number; lastId: number; dropped: number }>
  readonly #clock: Clock
  readonly #store: Store
  readonly #log: HostLog
  #firstId: number
  #lastId: number
  #dropped = 0
  #pending: StoredTraffic[] = []
  #pendingBytes = 0
  #forget: (() => void) | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(options: { clock: Clock; store: Store; log: HostLog; bounds: { firstId: number; lastId: number } }) {
    this.#clock = options.clock
    this.#store = options.store
    this.#log = options.log
    this.#firstId = options.bounds.firstId
    this.#lastId = options.bounds.lastId
    this.feed = new Feed(options.clock, 200, () => ({
      firstId: this.#firstId,
      lastId: this.#lastId,
      dropped: this.#dropped,
    }))
  }

  get lastId(): number {
    return this.#lastId
  }

  get bounds(): { firstId: number; lastId: number } {
    return { firstId: this.#firstId, lastId: this.#lastId }
  }

  /** The opener with every byte of its links recorded. `describe` says whose link it is, when it is opened. */
  recordedOpener(opener: LinkOpener, describe: (path: string) => Recorded): LinkOpener {
    return {
      open: async (address, signal) => {
        const link = await opener.open(address, signal)
        const { role, family } = describe(address.kind === 'serial' ? address.path : `${address.host}:${address.port}`)
        const tap = new TrafficTap({ role, family, address: describeAddress(address) }, (event) => this.#add(event))
        const masking = family?.manifest.role === 'payment-terminal' ? 'every' : 'likely'
        return recordLink(link, (event) => tap.record(event), masking, family?.wire.mask)
      },
    }
  }

  recordedRunner(runner: ProgramRunner, describe: (path: string) => Recorded): ProgramRunner {
    return {
      run: (address, invocation, signal) => {
        const tap = new TrafficTap({ ...describe(address.directory), address: describeAddress(address) }, (event) =>
          this.#add(event),
        )
        return recordRunner(runner, (event) => tap.record(event)).run(address, invocation, signal)
      },
    }
  }

  /** Resolves when everything recorded so far is in the store. */
  async settle(): Promise<void> {
    this.#flush()
    await this.#writing
  }

  #add(event: TrafficEvent): void {
    if (this.#pending.length >= longestBacklog || this.#pendingBytes >= largestBacklog) {
      this.#dropped++
      return
    }
    this.#pendingBytes += event.bytes.length
    this.#lastId++
    this.#firstId ||= this.#lastId
    this.#pending.push({
      id: this.#lastId,
      at: this.#clock.civil().toISOString(),
      role: event.role ?? null,
      family_id: event.familyId ?? null,
      address: event.address,
      direction: event.direction,
      kind: event.kind,
      bytes: event.bytes,
      event: event.event ?? null,
      name: event.name ?? null,
      reason: event.reason ?? null,
    })
    this.feed.changed()
    if (this.#pending.length >= batchSize) this.#flush()
    else
      this.#forget ??= this.#clock.schedule(batchInterval, () => {
        this.#forget = undefined
        this.#flush()
      })
  }

  #flush(): void {
    this.#forget?.()
    this.#forget = undefined
    this.#writing = this.#writing.then(() => this.#write())
  }

  async #write(): Promise<void> {
    const entries = this.#pending
    if (entries.length === 0) return
    this.#pending = []
    this.#pendingBytes = 0
    try {
      const { firstId } = await this.#store.run('traffic.append', { entries })
      this.#firstId = firstId
    } catch (error) {
      this.#dropped += entries.length
      this.#log.error({ error }, 'traffic was not written')
    }
    this.feed.changed()
  }
}
