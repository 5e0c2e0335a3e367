import { createHash } from 'node:crypto'
import { discover } from '../../../native/discovery/discover.ts'
import type { FoundDevice } from '../../../native/discovery/discovery.ts'
import type { DeviceFamily } from '../../../native/drivers/device-family.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { describeAddress } from '../../../native/transports/link-address.ts'
import type { PortDescription } from '../../../native/transports/port-enumerator.ts'
import type { Candidate, DevicesSnapshot } from '../../contract/devices.ts'
import type { Role } from '../../contract/vocabulary.ts'
import type { DevicePlace } from '../bench/bench-place.ts'
import type { HostLog } from '../host-log.ts'
import type { TrafficLog } from '../traffic/traffic-log.ts'
import { withoutSecrets } from './device-binding.ts'

export type SearchState = DevicesSnapshot['search']

const mostCandidates = 64

export interface SearchOptions {
  readonly clock: Clock
  readonly families: readonly DeviceFamily[]
  readonly traffic: TrafficLog
  readonly log: HostLog
  readonly changed: () => void
}

export interface SearchRequest {
  readonly place: DevicePlace
  readonly ports: readonly PortDescription[]
  /** Empty: all roles. */
  readonly roles: readonly Role[]
  readonly busyPaths: ReadonlySet<string>
}

/** Looks for devices at free ports and keeps what was found. */
export class DeviceSearch {
  readonly #options: SearchOptions
  #state: SearchState = { state: 'idle', done: 0, total: 0 }
  #found = new Map<string, FoundDevice>()
  #abort: AbortController | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(options: SearchOptions) {
    this.#options = options
  }

  get state(): SearchState {
    return this.#state
  }

  get isRunning(): boolean {
    return this.#state.state === 'running'
  }

  get candidates(): Candidate[] {
    return [...this.#found].map(([id, device]) => describeCandidate(id, device, this.#options.families))
  }

  find(candidateId: string): FoundDevice | undefined {
    return this.#found.get(candidateId)
  }

  /** Starts over: what was found at the ports searched now is forgotten. Answers at once; `finished` tells the end. */
  async start(request: SearchRequest): Promise<void> {
    await this.cancel()
    const abort = new AbortController()
    this.#abort = abort
    for (const [id, device] of this.#found) {
      const searched = request.ports.some(
        (port) => port.identity === device.portIdentity && !request.busyPaths.has(port.path),
      )
      if (searched && (request.roles.length === 0 || request.roles.includes(device.role))) this.#found.delete(id)
    }
    this.#state = { state: 'running', done: 0, total: 0 }
    this.#options.changed()
    this.#running = this.#search(request, abort)
  }

  async cancel(): Promise<void> {
    this.#abort?.abort()
    await this.#running
  }

  /** Resolves when the search under way is over. */
  finished(): Promise<void> {
    return this.#running
  }

  clear(): void {
    this.#found.clear()
    this.#state = { state: 'idle', done: 0, total: 0 }
  }

  /** What was found at a port is not there any more. */
  forgetPort(portIdentity: string): void {
    for (const [id, device] of this.#found) if (device.portIdentity === portIdentity) this.#found.delete(id)
  }

  async #search(request: SearchRequest, abort: AbortController): Promise<void> {
    const { clock, families, traffic, log } = this.#options
    const trying = new Map<string, DeviceFamily | undefined>()
    const describe = (path: string) => ({ role: trying.get(path)?.manifest.role, family: trying.get(path) })
    const environment = {
      families,
      clock,
      opener: traffic.recordedOpener(request.place.opener, describe),
      runner: traffic.recordedRunner(request.place.runner, describe),
    }
    let end: SearchState['state'] = 'finished'
    try {
      await discover(environment, {
        ports: request.ports,
        roles: request.roles,
        busyPaths: request.busyPaths,
        signal: abort.signal,
        progress: ({ done, total, current }) => {
          if (current)
            trying.set(
              current.path,
              families.find((family) => family.manifest.id === current.familyId),
            )
          this.#state = { state: 'running', done, total, ...(current && { current: { ...current } }) }
          this.#options.changed()
        },
        found: (device) => {
          if (this.#found.size < mostCandidates) this.#found.set(candidateId(device), device)
          this.#options.changed()
        },
      })
    } catch (error) {
      end = 'cancelled'
      if (!abort.signal.aborted) log.error({ error }, 'search for devices')
    }
    const { done, total } = this.#state
    this.#state = { state: end, done, total }
    this.#options.changed()
  }
}

/** The same device at the same port has the same id in every search. */
function candidateId(device: FoundDevice): string {
  const what = [device.role, device.familyId, device.portIdentity, describeAddress(device.address)].join('\n')
  return createHash('sha256').update(what).digest('hex').slice(0, 16)
}

function describeCandidate(id: string, device: FoundDevice, families: readonly DeviceFamily[]): Candidate {
  const family = families.find((candidate) => candidate.manifest.id === device.familyId)
  return {
    id,
    role: device.role,
    familyId: device.familyId,
    address: device.address,
    addressText: describeAddress(device.address),
    portIdentity: device.portIdentity,
    identity: { ...device.identity, facts: device.identity.facts.map((fact) => ({ ...fact })) },
    certainty: device.certainty,
    evidence: device.evidence.map((text) => ({ ...text })),
    settings: withoutSecrets(family, { ...device.settings }),
  }
}
