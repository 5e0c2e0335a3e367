import { openFamilyLink } from '../../../native/discovery/open-family-link.ts'
import type { DeviceFamily } from '../../../native/drivers/device-family.ts'
import type { DeviceIdentity, DriverOfRole, Role } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { DeviceFailure, isFailure } from '../../../native/foundation/device-failure.ts'
import type { ByteLink } from '../../../native/transports/byte-link.ts'
import type { Failure } from '../../contract/error-catalogue.ts'
import type { DevicePlace } from '../bench/bench-place.ts'
import { describeFailure } from '../describe-failure.ts'
import type { StoredBinding } from './device-binding.ts'
import { DeviceQueue, type Priority } from './device-queue.ts'
import { queuedDriver } from './queued-driver.ts'

/** Pauses before the next try to reach a device, milliseconds; the last one stays. */
const pauses = [1_000, 2_000, 5_000, 10_000, 30_000]
/** So many silent exchanges in a row, and the link is opened anew. */
const mostSilences = 5
const longestConnect = 20_000

export interface SessionEnvironment {
  readonly clock: Clock
  readonly family: DeviceFamily
  /** Opener and runner that record what passes. */
  readonly place: Pick<DevicePlace, 'opener' | 'runner'>
  /** Where the device is now; an address changes when a cable is put into another socket. */
  readonly binding: () => StoredBinding
  readonly changed: () => void
  readonly answered: (method: string, answer: unknown) => void
  readonly identified: (identity: DeviceIdentity) => void
  readonly connected: (session: DeviceSession) => void
  readonly lost: () => void
}

type State = 'connecting' | 'connected' | 'waiting' | 'closed'

/**
 * A device in use: connects, keeps the queue of exchanges, notices when the device is gone and tries again with growing
 * pauses. Never repeats an exchange: what was under way when the line broke fails, and its owner decides.
 */
export class DeviceSession {
  readonly role: Role
  readonly family: DeviceFamily
  readonly #environment: SessionEnvironment
  #state: State = 'connecting'
  #failure: Failure | undefined
  #queue = new DeviceQueue()
  #driver: DriverOfRole[Role] | undefined
  #link: ByteLink | undefined
  #attempts = 0
  #silences = 0
  #connecting: Promise<void> | undefined
  #abort = new AbortController()
  #forgetRetry: (() => void) | undefined

  constructor(environment: SessionEnvironment) {
    this.#environment = environment
    this.family = environment.family
    this.role = environment.family.manifest.role
  }

  get state(): State {
    return this.#state
  }

  get failure(): Failure | undefined {
    return this.#failure
  }

  /** The moment for a poll: connected, and nobody else wants the device. */
  get idle(): boolean {
    return this.#state === 'connected' && this.#queue.idle
  }

  get capabilities(): string[] {
    return [...(this.#driver?.capabilities ?? this.family.manifest.capabilities)]
  }

  /** Aborts when this connection is over. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** The device's driver, its exchanges queued. Throws why the device cannot be used now. */
  driver<R extends Role>(priority: Priority): DriverOfRole[R] {
    if (!this.#driver || this.#state !== 'connected') {
      throw new DeviceFailure('link.lost', { ...(this.#failure && { reason: this.#failure.code }) })
    }
    return this.#wrap(this.#driver as DriverOfRole[R], priority)
  }

  /** Tries to reach the device now. Resolves when it is known whether it can be; never rejects. */
  connect(): Promise<void> {
    if (this.#state === 'closed' || this.#state === 'connected') return Promise.resolve()
    this.#forgetRetry?.()
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = undefined))
    return this.#connecting
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#forgetRetry?.()
    this.#abort.abort()
    this.#queue.close(new DeviceFailure('operation.cancelled'))
    this.#driver = undefined
    const link = this.#link
    this.#link = undefined
    await this.#connecting
    await link?.close().catch(() => {})
  }

  async #connect(): Promise<void> {
    this.#state = 'connecting'
    this.#abort = new AbortController()
    this.#queue = new DeviceQueue()
    this.#environment.changed()
    const patience = this.#environment.clock.schedule(longestConnect, () => this.#abort.abort())
    try {
      const driver = await this.#open()
      const identity = await this.#wrap(driver, 'operation').identify({ signal: this.#abort.signal })
      this.#insistOnSameDevice(identity)
      if (this.#isClosed()) return
      patience()
      this.#driver = driver
      this.#state = 'connected'
      this.#failure = undefined
      this.#attempts = 0
      this.#silences = 0
      this.#environment.identified(identity)
      this.#environment.changed()
      this.#environment.connected(this)
    } catch (error) {
      patience()
      if (!this.#isClosed())
        await this.#fail(
          this.#abort.signal.aborted && isFailure(error, 'operation.cancelled')
            ? new DeviceFailure('link.timeout')
            : error,
        )
    }
  }

  async #open(): Promise<DriverOfRole[Role]> {
    const { clock, family, place, binding } = this.#environment
    const { address, settings } = binding()
    if (address.kind === 'program') {
      return family.createDriver({ access: { kind: 'program', runner: place.runner, address }, clock, settings })
    }
    const link = await openFamilyLink(place.opener, family, address, this.#abort.signal)
    if (this.#isClosed()) {
      await link.close().catch(() => {})
      throw new DeviceFailure('operation.cancelled')
    }
    this.#link = link
    void link.ended.then((end) => {
      if (this.#link === link && this.#state === 'connected') void this.#fail(end ?? new DeviceFailure('link.lost'))
    })
    return family.createDriver({ access: { kind: 'bytes', link }, clock, settings })
  }

  /** Another device of the same kind at the same socket would take over documents and checks of the first. */
  #insistOnSameDevice(identity: DeviceIdentity): void {
    const expected = this.#environment.binding().identity?.serialNumber
    if (expected && identity.serialNumber && expected !== identity.serialNumber) {
      throw new DeviceFailure('link.wrong-device', { expected, found: identity.serialNumber })
    }
  }

  async #fail(error: unknown): Promise<void> {
    const wasConnected = this.#state === 'connected'
    this.#state = 'waiting'
    this.#failure = describeFailure(error)
    this.#driver = undefined
    this.#abort.abort()
    this.#queue.close(error instanceof DeviceFailure ? error : new DeviceFailure('link.lost'))
    const link = this.#link
    this.#link = undefined
    await link?.close().catch(() => {})
    if (wasConnected) this.#environment.lost()
    if (this.#isClosed()) return
    const pause = pauses[Math.min(this.#attempts++, pauses.length - 1)] as number
    this.#forgetRetry = this.#environment.clock.schedule(pause, () => void this.connect())
    this.#environment.changed()
  }

  #isClosed(): boolean {
    return this.#state === 'closed'
  }

  #wrap<R extends Role>(driver: DriverOfRole[R], priority: Priority): DriverOfRole[R] {
    return queuedDriver(
      driver,
      this.#queue,
      priority,
      (method, answer) => {
        this.#silences = 0
        if (this.#failure && this.#state === 'connected') {
          this.#failure = undefined
          this.#environment.changed()
        }
        this.#environment.answered(method, answer)
      },
      (error) => this.#notice(error),
    )
  }

  /** Silence and garbage say that the device is not there any more, though its cable may be. */
  #notice(error: unknown): void {
    if (this.#state !== 'connected' || !isFailure(error, 'link.timeout', 'link.garbled', 'link.lost')) return
    this.#silences++
    if (this.#silences === 2 || isFailure(error, 'link.lost')) {
      this.#failure = describeFailure(error)
      this.#environment.changed()
    }
    if (this.#silences >= mostSilences) void this.#fail(error)
  }
}
