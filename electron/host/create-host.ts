import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../native/foundation/clock.ts'
import type { SystemState } from '../contract/system.ts'
import type { BenchPlace, DevicePlace } from './bench/bench-place.ts'
import { BenchService } from './bench/bench-service.ts'
import { silentLog, type HostLog } from './host-log.ts'
import { assembleRouter } from './router.ts'
import type { RpcContext } from './rpc/boundary.ts'
import { Connection } from './rpc/connection.ts'
import type { HostRouter } from './rpc/implementer.ts'
import { openStoreInThread, openStoreInWorker, type Store } from './store/store.ts'
import { DeviceMode } from './system/device-mode.ts'
import { SystemService } from './system/system-service.ts'

export interface HostDependencies {
  readonly clock: Clock
  /** Folder of the database and of what the host writes; `:memory:` keeps nothing and stays in this thread. */
  readonly dataDirectory: string
  readonly system: DevicePlace
  readonly makeBench: () => BenchPlace
  readonly shell: SystemState['shell']
  readonly version?: string
  readonly log?: HostLog
  /** Begin with simulated devices. `as-left` goes on where the last run of the host stood. */
  readonly bench?: boolean | 'as-left' | undefined
  /** File of the store's worker; without one the store runs in this thread. */
  readonly storeWorker?: URL
  /** Take over what an earlier host left unfinished. Off for a short run beside a host that may be alive. */
  readonly recover?: boolean
}

export interface Host {
  readonly router: HostRouter
  /** A new client's share of the host. */
  openConnection(): RpcContext
  /** Ends connections to devices, finishes what is being written, closes the database. */
  close(): Promise<void>
}

/** Composition root: makes every service of the host and ties them together. Rejects with `host.database`. */
export async function createHost(dependencies: HostDependencies): Promise<Host> {
  const { clock, dataDirectory, log = silentLog } = dependencies
  const store = await openStore(dependencies)
  const mode = new DeviceMode({
    system: dependencies.system,
    makeBench: dependencies.makeBench,
    store,
    onBench: await startsOnBench(dependencies, store),
  })
  const system = new SystemService({
    clock,
    store,
    mode,
    version: dependencies.version ?? '0.0.0',
    shell: dependencies.shell,
    dataDirectory,
    firstRun: await store.run('maintenance.isUntouched', {}),
  })
  const bench = new BenchService(clock, mode)
  const router = assembleRouter({ store, system, bench })
  return {
    router,
    openConnection: () => ({ connection: new Connection(clock), log }),
    async close() {
      system.feed.end()
      bench.feed.end()
      await store.close()
    },
  }
}

async function openStore({ dataDirectory, storeWorker }: HostDependencies): Promise<Store> {
  if (dataDirectory === ':memory:') return openStoreInThread(':memory:')
  mkdirSync(dataDirectory, { recursive: true })
  const path = join(dataDirectory, 'stykovka.sqlite')
  return storeWorker ? openStoreInWorker(path, storeWorker) : openStoreInThread(path)
}

async function startsOnBench({ bench }: HostDependencies, store: Store): Promise<boolean> {
  if (bench !== 'as-left') return bench ?? false
  return (await store.run('settings.read', { name: 'bench' })) === 'true'
}
