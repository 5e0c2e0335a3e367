import type { FiscalRegister } from '../../../native/drivers/fiscal-register/fiscal-register.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { localTime } from '../../../native/foundation/local-time.ts'
import type { Failure } from '../../contract/error-catalogue.ts'
import type { ReadingState } from '../../contract/fiscal-log.ts'
import { describeFailure } from '../describe-failure.ts'
import type { DeviceService } from '../devices/device-service.ts'
import { Feed } from '../feed/feed.ts'
import { HostFailure } from '../host-failure.ts'
import type { HostLog } from '../host-log.ts'
import type { StorageFacts } from '../store/operations/storages.ts'
import type { Store } from '../store/store.ts'
import { bringUpToDate } from './derive/bring-up-to-date.ts'
import { ImportService } from './imports/import-service.ts'
import { readMissingDocuments } from './reading-job.ts'
import type { ReadingProgress } from './reading-progress.ts'
import { settleFindings } from './settle-findings.ts'

export interface FiscalLogOptions {
  readonly clock: Clock
  readonly store: Store
  readonly devices: DeviceService
  readonly onBench: () => boolean
  readonly log: HostLog
  readonly touched: () => void
}

type Stop = 'paused' | 'cancelled'
/** The local log of fiscal documents: reading it from the register and proving that it is whole. */
export class FiscalLogService {
  readonly changes: Feed<{ version: number }>
  readonly reading: Feed<ReadingState>
  readonly imports: ImportService
  readonly #options: FiscalLogOptions
  #version = 1
  #state: ReadingState = { state: 'idle', done: 0, total: 0, perSecond: 0 }
  #progress: ReadingProgress | undefined
  #current: number | undefined
  #abort: AbortController | undefined
  #stop: Stop | undefined
  #job: Promise<void> = Promise.resolve()
  #connectedStorage: string | undefined

  constructor(options: FiscalLogOptions) {
    this.#options = options
    this.changes = new Feed(options.clock, 250, () => ({ version: this.#version }))
    this.reading = new Feed(options.clock, 200, () => this.state)
    this.imports = new ImportService({
      clock: options.clock,
      store: options.store,
      onBench: options.onBench,
      changed: () => {
        options.touched()
        this.#changed()
      },
    })
    options.devices.onBindingChange((role) => {
      if (role === 'fiscal-register') void this.#registerChanged()
    })
  }

  get state(): ReadingState {
    if (!this.#progress || this.#state.state !== 'reading') return this.#state
    const { done, total, perSecond, secondsLeft } = this.#progress
    return { ...this.#state, done, total, perSecond, secondsLeft, current: this.#current }
  }

  /** Serial number of the storage that the bound register holds now, as far as it was seen. */
  get connectedStorage(): string | undefined {
    const { devices } = this.#options
    if (devices.session('fiscal-register')?.state !== 'connected') return undefined
    return devices.readings.register?.storage?.serialNumber ?? this.#connectedStorage
  }

  /** Makes derived rows anew if this program derives them in another way than the one that made them. */
  async load(): Promise<void> {
    const { store } = this.#options
    await bringUpToDate(store)
  }

  async start(): Promise<ReadingState> {
    if (this.#state.state === 'reading') return this.state
    const { devices } = this.#options
    if (!devices.isBound('fiscal-register')) throw new HostFailure('log.register-not-bound')
    const register = devices.driver('fiscal-register', 'reading')
    if (!register.capabilities.has('read-documents')) throw new HostFailure('log.register-cannot-read')
    await this.#job
    await this.#wish(true)
    this.#abort = new AbortController()
    this.#stop = undefined
    this.#progress = undefined
    this.#current = undefined
    this.#state = { state: 'reading', done: 0, total: 0, perSecond: 0 }
    this.#job = this.#read(register, this.#abort.signal)
    this.reading.changed()
    return this.state
  }

  /** Stops before the next document; what was read is kept. */
  async pause(): Promise<ReadingState> {
    return this.#end('paused')
  }

  async cancel(): Promise<ReadingState> {
    return this.#end('cancelled')
  }

  /** Resolves when no reading is under way. */
  settled(): Promise<void> {
    return this.#job
  }

  async close(): Promise<void> {
    this.#stop = 'paused'
    this.#abort?.abort()
    await this.imports.close()
    await this.#job
    this.changes.end()
    this.reading.end()
  }

  async #end(stop: Stop): Promise<ReadingState> {
    if (this.#state.state !== 'reading') {
      if (stop === 'cancelled' && this.#state.state === 'paused') this.#state = { ...this.#state, state: 'cancelled' }
      this.reading.changed()
      return this.state
    }
    await this.#wish(false)
    this.#stop = stop
    this.#abort?.abort()
    await this.#job
    return this.state
  }

  async #read(register: FiscalRegister, signal: AbortSignal): Promise<void> {
    const { clock, store, log } = this.#options
    let storageId: string | undefined
    let failure: Failure | undefined
    try {
      const storage = await register.readStorage({ signal })
      storageId = storage.serialNumber
      const facts = await this.#readFacts(register, signal, storage)
      await store.run('storages.seen', { facts })
      this.#connectedStorage = storageId
      this.#state = { ...this.#state, storageId }
      this.#changed()
      await readMissingDocuments(
        storage,
        facts.unsent_count === 0 ? undefined : (facts.unsent_first_number ?? undefined),
        {
          clock,
          store,
          register,
          signal,
          progressed: (progress, current) => {
            this.#progress = progress
            this.#current = current
            this.reading.changed()
          },
          kept: () => this.#changed(),
        },
      )
    } catch (error) {
      failure = describeFailure(error)
      if (failure.code === 'host.internal') log.error({ error }, 'reading of the fiscal log')
    }
    await this.#conclude(storageId, failure)
  }

  async #conclude(storageId: string | undefined, failure: Failure | undefined): Promise<void> {
    const { clock, store, log } = this.#options
    try {
      if (storageId !== undefined) {
        const now = localTime(clock.civil())
        await settleFindings(store, { storageId, complete: failure === undefined, now })
        await store.run('storages.read', { storageId, at: clock.civil().toISOString() })
      }
      if (failure === undefined || failure.code === 'log.storage-changed') await this.#wish(false)
    } catch (error) {
      failure ??= describeFailure(error)
      log.error({ error }, 'end of a reading of the fiscal log')
    }
    const stopped = this.#stop
    const done = { ...this.state, secondsLeft: undefined, current: undefined }
    if (failure === undefined) this.#state = { ...done, state: 'finished', failure: undefined }
    else if (stopped) this.#state = { ...done, state: stopped, failure: undefined }
    else this.#state = { ...done, state: 'failed', failure }
    this.#options.touched()
    this.#changed()
    this.reading.changed()
  }

  async #readFacts(
    register: FiscalRegister,
    signal: AbortSignal,
    storage: Awaited<ReturnType<FiscalRegister['readStorage']>>,
  ): Promise<StorageFacts> {
    const exchange = register.capabilities.has('operator-exchange')
      ? await register.readOperatorExchange({ signal })
      : undefined
    // A storage that is not registered yet has no registration to read, and that is no reason not to read it.
    const registration =
      storage.phase === 'ready' ? undefined : await register.readRegistration({ signal }).catch(() => undefined)
    const identity = this.#options.devices.binding('fiscal-register').identity
    return {
      storage_id: storage.serialNumber,
      bench: Number(this.#options.onBench()),
      register_model: identity?.model ?? null,
      register_serial_number: identity?.serialNumber ?? null,
      registration_number: registration?.registrationNumber.trim() || null,
      taxpayer_number: registration?.taxpayerNumber.trim() || null,
      valid_until: storage.validUntil ?? null,
      phase: storage.phase,
      last_number_on_device: storage.lastDocumentNumber,
      documents_left: storage.documentsLeft ?? null,
      unsent_count: exchange?.unsentCount ?? 0,
      unsent_first_number: exchange?.firstUnsentNumber ?? null,
      unsent_first_time: exchange?.firstUnsentTime ?? null,
    }
  }

  /** A reading that a lost cable or a dead host broke off goes on by itself once the register answers again. */
  async #registerChanged(): Promise<void> {
    const { devices, store, log } = this.#options
    this.#connectedStorage = undefined
    this.#changed()
    if (devices.session('fiscal-register')?.state !== 'connected' || this.#state.state === 'reading') return
    try {
      if ((await store.run('settings.read', { name: this.#wishName() })) === 'true') await this.start()
    } catch (error) {
      log.warn({ error }, 'reading of the fiscal log did not go on')
    }
  }

  /** Whether the person wants the log to be read, kept so that a restart does not forget it. */
  async #wish(wanted: boolean): Promise<void> {
    await this.#options.store.run('settings.write', { name: this.#wishName(), value: String(wanted) })
  }

  #wishName(): string {
    return this.#options.onBench() ? 'reading.bench' : 'reading'
  }

  #changed(): void {
    this.#version++
    this.changes.changed()
  }
}
