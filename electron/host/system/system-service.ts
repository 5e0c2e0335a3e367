import { randomUUID } from 'node:crypto'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { SystemCheck, SystemState } from '../../contract/system.ts'
import { Feed } from '../feed/feed.ts'
import type { Store } from '../store/store.ts'
import type { DeviceMode } from './device-mode.ts'
import { runSystemChecks } from './system-checks.ts'

/** What the host says of itself. */
export class SystemService {
  readonly feed: Feed<SystemState>
  readonly #clock: Clock
  readonly #store: Store
  readonly #mode: DeviceMode
  readonly #fixed: Pick<SystemState, 'version' | 'hostId' | 'startedAt' | 'shell' | 'dataDirectory'>
  #firstRun: boolean
  #lastChecks: readonly SystemCheck[] | undefined

  constructor(options: {
    clock: Clock
    store: Store
    mode: DeviceMode
    version: string
    shell: SystemState['shell']
    dataDirectory: string
    firstRun: boolean
  }) {
    this.#clock = options.clock
    this.#store = options.store
    this.#mode = options.mode
    this.#firstRun = options.firstRun
    this.#fixed = {
      version: options.version,
      hostId: randomUUID(),
      startedAt: options.clock.civil().toISOString(),
      shell: options.shell,
      dataDirectory: options.dataDirectory,
    }
    this.feed = new Feed(options.clock, 100, () => this.state)
    options.mode.onChange({
      enter: async () => {
        this.#lastChecks = undefined
        this.feed.changed()
      },
    })
  }

  get state(): SystemState {
    return { ...this.#fixed, bench: this.#mode.onBench, firstRun: this.#firstRun }
  }

  /** Something was connected, read or installed. */
  touched(): void {
    if (!this.#firstRun) return
    this.#firstRun = false
    this.feed.changed()
  }

  /** What the last look at the system found, if there was one since the host began or the devices were changed. */
  get lastChecks(): readonly SystemCheck[] | undefined {
    return this.#lastChecks
  }

  async runChecks(): Promise<SystemCheck[]> {
    const checks = await runSystemChecks({
      listPorts: () => this.#mode.place.ports.list(),
      onBench: this.#mode.onBench,
      clock: this.#clock,
      dataDirectory: this.#fixed.dataDirectory,
      store: this.#store,
    })
    this.#lastChecks = checks
    return checks
  }

  async useBench(bench: boolean): Promise<SystemState> {
    await this.#mode.use(bench)
    this.feed.changed()
    return this.state
  }
}
