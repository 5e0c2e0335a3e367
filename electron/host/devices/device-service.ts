import type { DeviceFamily } from '../../../native/drivers/device-family.ts'
import { roles, type DriverOfRole, type Role } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { DeviceFailure } from '../../../native/foundation/device-failure.ts'
import type { PortDescription } from '../../../native/transports/port-enumerator.ts'
import type { Binding, DevicesSnapshot } from '../../contract/devices.ts'
import type { Failure } from '../../contract/error-catalogue.ts'
import type { LinkAddress, SettingValues } from '../../contract/vocabulary.ts'
import { Feed } from '../feed/feed.ts'
import { HostFailure } from '../host-failure.ts'
import type { HostLog } from '../host-log.ts'
import type { Store } from '../store/store.ts'
import type { DeviceMode } from '../system/device-mode.ts'
import type { TrafficLog } from '../traffic/traffic-log.ts'
import {
  checkSettings,
  describeBinding,
  parseBinding,
  unboundBinding,
  withKeptSecrets,
  type StoredBinding,
} from './device-binding.ts'
import type { Priority } from './device-queue.ts'
import { healthOf, registerConcern } from './device-health.ts'
import { DeviceSearch } from './device-search.ts'
import { DeviceSession } from './device-session.ts'
import { pollDevice } from './polling.ts'
import { PortWatch } from './port-watch.ts'
import { ReadingsBoard } from './readings.ts'
import { connectedCandidate } from './connected-candidate.ts'

export interface DeviceServiceOptions {
  readonly clock: Clock
  readonly store: Store
  readonly mode: DeviceMode
  readonly traffic: TrafficLog
  readonly families: readonly DeviceFamily[]
  readonly log: HostLog
  readonly touched: () => void
}

/** The devices of this till: ports, search, which device fills which role, and the connection to each. */
export class DeviceService {
  readonly feed: Feed<DevicesSnapshot>
  readonly readings: ReadingsBoard
  readonly families: readonly DeviceFamily[]
  readonly #options: DeviceServiceOptions
  readonly #ports: PortWatch
  readonly #search: DeviceSearch
  readonly #bindings = new Map<Role, StoredBinding>()
  readonly #sessions = new Map<Role, DeviceSession>()
  readonly #bindingListeners = new Set<(role: Role) => void>()
  #closed = false

  constructor(options: DeviceServiceOptions) {
    this.#options = options
    this.families = options.families
    const changed = () => this.feed.changed()
    this.readings = new ReadingsBoard(options.clock)
    this.feed = new Feed(options.clock, 100, () => this.snapshot())
    this.#search = new DeviceSearch({ ...options, changed })
    this.#ports = new PortWatch(options.clock, (appeared, disappeared) => this.#portsChanged(appeared, disappeared))
    options.mode.onChange({ leave: () => this.#leave(), enter: () => this.start() })
  }

  /** Lists the ports, reads which devices fill the roles, and begins to connect to them. */
  async start(): Promise<void> {
    const { mode, store } = this.#options
    await this.#ports.start(mode.place.ports)
    for (const { body } of await store.run('bindings.list', { bench: mode.onBench })) {
      const binding = parseBinding(body)
      if (!binding || !this.#family(binding.familyId, binding.role)) continue
      this.#bindings.set(binding.role, this.#locate(binding))
      void this.#open(binding.role).connect()
    }
    this.feed.changed()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#leave()
    this.feed.end()
    this.readings.feed.end()
  }

  onBindingChange(listener: (role: Role) => void): void {
    this.#bindingListeners.add(listener)
  }

  snapshot(): DevicesSnapshot {
    const found = this.#search.candidates
    const connected = [...this.#sessions.values()]
      .map((session) => connectedCandidate(session, this.#bindings.get(session.role)))
      .filter((candidate) => candidate !== undefined)
      .filter(
        (candidate) =>
          !found.some((other) => other.role === candidate.role && other.addressText === candidate.addressText),
      )
    return {
      ports: this.#ports.ports.map((port) => this.#ports.describe(port)),
      gaps: this.#ports.gaps.map((gap) => ({ ...gap })),
      candidates: [...found, ...connected],
      bindings: roles.map((role) => this.binding(role)),
      search: this.#search.state,
      events: this.#ports.events,
    }
  }

  binding(role: Role): Binding {
    const stored = this.#bindings.get(role)
    if (!stored) return unboundBinding(role)
    const session = this.#sessions.get(role)
    const failure = session?.failure ?? this.#concern(role)
    return describeBinding(stored, this.#family(stored.familyId, role), {
      health: healthOf(session, failure),
      failure,
      capabilities: session?.capabilities ?? [],
    })
  }

  isBound(role: Role): boolean {
    return this.#bindings.has(role)
  }

  session(role: Role): DeviceSession | undefined {
    return this.#sessions.get(role)
  }

  /** The driver of the device that fills a role. Throws why it cannot be used now. */
  driver<R extends Role>(role: R, priority: Priority): DriverOfRole[R] {
    const session = this.#sessions.get(role)
    if (!session) throw new DeviceFailure('link.not-found', { role })
    return session.driver<R>(priority)
  }

  async search(wanted: readonly Role[] | undefined): Promise<DevicesSnapshot['search']> {
    await this.#startSearch(this.#ports.ports, wanted ?? [])
    return this.#search.state
  }

  async cancelSearch(): Promise<DevicesSnapshot['search']> {
    await this.#search.cancel()
    return this.#search.state
  }

  searchFinished(): Promise<void> {
    return this.#search.finished()
  }

  async bind(candidateId: string): Promise<Binding> {
    const found = this.#search.find(candidateId)
    const known = this.snapshot().candidates.find((candidate) => candidate.id === candidateId)
    if (!known) throw new HostFailure('host.not-found', { what: candidateId })
    if (!found) return this.binding(known.role)
    await this.#search.cancel()
    const settings = { ...(found.settings as SettingValues) }
    await this.#bind({
      role: found.role,
      familyId: found.familyId,
      address: found.address,
      portIdentity: found.portIdentity,
      settings,
    })
    return this.binding(found.role)
  }

  /** Asks the device who it is first; one that does not answer takes nobody's place. Throws why it does not. */
  async bindByHand(request: {
    role: Role
    familyId: string
    address: LinkAddress
    settings: SettingValues
  }): Promise<Binding> {
    const { role, familyId, address } = request
    const family = this.#family(familyId, role)
    if (!family) throw new HostFailure('host.bad-request', { field: 'familyId', problem: 'unknown' })
    if (!family.manifest.transports.some((transport) => transport.kind === address.kind)) {
      throw new HostFailure('host.bad-request', { field: 'address.kind', problem: address.kind })
    }
    const before = this.#bindings.get(role)
    const kept = before?.familyId === familyId ? before.settings : undefined
    const settings = checkSettings(family, withKeptSecrets(family, request.settings, kept))
    await this.#search.cancel()
    await this.#bind({ role, familyId, address, portIdentity: this.#identityAt(address), settings })
    const failure = this.#sessions.get(role)?.failure
    if (!failure) return this.binding(role)
    if (before) await this.#bind(before)
    else await this.unbind(role)
    throw new HostFailure(failure.code, failure.data)
  }

  async unbind(role: Role): Promise<Binding> {
    await this.#closeSession(role)
    this.#bindings.delete(role)
    await this.#options.store.run('bindings.remove', { bench: this.#options.mode.onBench, role })
    this.#bindingChanged(role)
    return this.binding(role)
  }

  async reconnect(role: Role): Promise<Binding> {
    const stored = this.#bindings.get(role)
    if (!stored) throw new DeviceFailure('link.not-found', { role })
    this.#bindings.set(role, this.#locate(stored))
    await this.#closeSession(role)
    await this.#open(role).connect()
    return this.binding(role)
  }

  async #bind(binding: StoredBinding): Promise<void> {
    await this.#closeSession(binding.role)
    this.#bindings.set(binding.role, binding)
    await this.#keep(binding)
    this.#options.touched()
    await this.#open(binding.role).connect()
    this.#bindingChanged(binding.role)
  }

  #open(role: Role): DeviceSession {
    const { clock, traffic, mode } = this.#options
    const stored = this.#bindings.get(role) as StoredBinding
    const family = this.#family(stored.familyId, role) as DeviceFamily
    const describe = () => ({ role, family })
    const session = new DeviceSession({
      clock,
      family,
      place: {
        opener: traffic.recordedOpener(mode.place.opener, describe),
        runner: traffic.recordedRunner(mode.place.runner, describe),
      },
      binding: () => this.#bindings.get(role) ?? stored,
      changed: () => this.feed.changed(),
      answered: (method, answer) => {
        const before = this.#concern(role)?.code
        this.readings.observe(role, method, answer)
        if (this.#concern(role)?.code !== before) this.feed.changed()
      },
      identified: (identity) => {
        const now = this.#bindings.get(role)
        if (!now || this.#sessions.get(role) !== session) return
        const facts = identity.facts.map((fact) => ({ ...fact }))
        const known = { ...now, identity: { ...identity, facts }, lastSeenAt: clock.civil().toISOString() }
        this.#bindings.set(role, known)
        void this.#keep(known)
      },
      connected: (connected) => {
        const isWatched = () => this.readings.feed.watcherCount > 0
        const listen = (to: DeviceSession) =>
          to.driver<'scanner'>('operation').listen((scan) => this.readings.scanned(scan))
        void pollDevice(connected, clock, isWatched, listen)
        this.#bindingChanged(role)
      },
      lost: () => {
        this.readings.forget(role)
        this.#bindingChanged(role)
      },
    })
    this.#sessions.set(role, session)
    return session
  }

  async #closeSession(role: Role): Promise<void> {
    const session = this.#sessions.get(role)
    this.#sessions.delete(role)
    await session?.close()
    this.readings.forget(role)
  }

  async #leave(): Promise<void> {
    this.#ports.stop()
    await this.#search.cancel()
    this.#search.clear()
    for (const role of roles) await this.#closeSession(role)
    this.#bindings.clear()
  }

  #portsChanged(appeared: readonly PortDescription[], disappeared: readonly PortDescription[]): void {
    if (this.#closed) return
    for (const port of disappeared) {
      const moved = appeared.some((other) => other.identity === port.identity)
      if (!moved) this.#search.forgetPort(port.identity)
    }
    const claimed = new Set<string>()
    for (const [role, stored] of this.#bindings) {
      const port = appeared.find(
        (candidate) => candidate.identity === stored.portIdentity || candidate.path === pathOf(stored.address),
      )
      if (!port) continue
      claimed.add(port.identity)
      const located = this.#locate(stored)
      this.#bindings.set(role, located)
      void this.#keep(located)
      const session = this.#sessions.get(role)
      if (session && session.state !== 'connected') void session.connect()
    }
    const strange = appeared.filter((port) => !claimed.has(port.identity))
    if (strange.length > 0 && !this.#search.isRunning) void this.#startSearch(strange, [])
    this.feed.changed()
  }

  async #startSearch(ports: readonly PortDescription[], wanted: readonly Role[]): Promise<void> {
    const busyPaths = new Set<string>()
    for (const [role, session] of this.#sessions) {
      const stored = this.#bindings.get(role)
      if (stored && session.state !== 'waiting') busyPaths.add(pathOf(stored.address))
    }
    await this.#search.start({ place: this.#options.mode.place, ports, roles: wanted, busyPaths })
  }

  /** Where the device is now: the port that carries its identity, if its cable was put into another socket. */
  #locate(stored: StoredBinding): StoredBinding {
    const port = this.#ports.ports.find(
      (candidate) => candidate.identity === stored.portIdentity && candidate.kind === stored.address.kind,
    )
    if (!port || stored.address.kind !== 'serial' || port.path === stored.address.path) return stored
    return { ...stored, address: { ...stored.address, path: port.path } }
  }

  #identityAt(address: LinkAddress): string | undefined {
    const path = pathOf(address)
    return this.#ports.ports.find((port) => port.path === path && port.kind === address.kind)?.identity
  }

  async #keep(binding: StoredBinding): Promise<void> {
    const body = JSON.stringify(binding)
    await this.#options.store
      .run('bindings.write', { bench: this.#options.mode.onBench, role: binding.role, body })
      .catch((error: unknown) => this.#options.log.error({ error }, 'binding was not kept'))
  }

  #bindingChanged(role: Role): void {
    this.feed.changed()
    for (const listener of this.#bindingListeners) listener(role)
  }

  /** What needs attention though the device answers. */
  #concern(role: Role): Failure | undefined {
    return role === 'fiscal-register' ? registerConcern(this.readings.register) : undefined
  }

  #family(id: string, role: Role): DeviceFamily | undefined {
    return this.families.find((family) => family.manifest.id === id && family.manifest.role === role)
  }
}

function pathOf(address: LinkAddress): string {
  if (address.kind === 'serial') return address.path
  return address.kind === 'tcp' ? `${address.host}:${address.port}` : address.directory
}
