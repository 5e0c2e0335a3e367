import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceCheck } from '../../native/drivers/check.ts'
import type { DeviceFamily } from '../../native/drivers/device-family.ts'
import { allFamilies } from '../../native/drivers/families.ts'
import type { Clock } from '../../native/foundation/clock.ts'
import type { SystemState } from '../contract/system.ts'
import type { BenchPlace, DevicePlace } from './bench/bench-place.ts'
import { BenchService } from './bench/bench-service.ts'
import { CheckService } from './checks/check-service.ts'
import { allChecks } from './checks/registry.ts'
import { DeviceService } from './devices/device-service.ts'
import { FiscalLogService } from './fiscal-log/fiscal-log-service.ts'
import { silentLog, type HostLog } from './host-log.ts'
import type { HostServices } from './host-services.ts'
import { ConsentService } from './operations/consent-service.ts'
import { OperationJournal } from './operations/operation-journal.ts'
import { RehearsalService } from './rehearsal/rehearsal-service.ts'
import { RegisterTablesService } from './register-tables/register-tables-service.ts'
import { ReplacementService } from './replacement/replacement-service.ts'
import { ReportService } from './reports/report-service.ts'
import { assembleRouter } from './router.ts'
import type { RpcContext } from './rpc/boundary.ts'
import { Connection } from './rpc/connection.ts'
import type { HostRouter } from './rpc/implementer.ts'
import { PosSettingsService } from './settings/pos-settings-service.ts'
import { openStoreInThread, openStoreInWorker, type Store } from './store/store.ts'
import { DeviceMode } from './system/device-mode.ts'
import { SystemService } from './system/system-service.ts'
import { TrafficLog } from './traffic/traffic-log.ts'
import { WizardService } from './wizard/wizard-service.ts'

export interface HostDependencies {
  readonly clock: Clock
  /** Folder of the database and of what the host writes; `:memory:` keeps nothing and stays in this thread. */
  readonly dataDirectory: string
  readonly system: DevicePlace
  readonly makeBench: () => BenchPlace
  readonly shell: SystemState['shell']
  readonly version?: string
  readonly log?: HostLog
  /** Device families and checks of the product; a test may bring its own. */
  readonly families?: readonly DeviceFamily[]
  readonly checks?: readonly DeviceCheck[]
  /** Begin with simulated devices. `as-left` goes on where the last run of the host stood. */
  readonly bench?: boolean | 'as-left' | undefined
  /** File of the store's worker; without one the store runs in this thread. */
  readonly storeWorker?: URL
  /** Take over what an earlier host left unfinished. Off for a short run beside a host that may be alive. */
  readonly recover?: boolean
}

export interface Host {
  readonly router: HostRouter
  readonly services: HostServices
  /** A new client's share of the host. */
  openConnection(): RpcContext
  /** Ends connections to devices, finishes what is being written, closes the database. */
  close(): Promise<void>
}

/** Composition root: makes every service of the host and ties them together. Rejects with `host.database`. */
export async function createHost(dependencies: HostDependencies): Promise<Host> {
  const { clock, log = silentLog } = dependencies
  const store = await openStore(dependencies)
  try {
    const services = await createServices(dependencies, store, log)
    const router = assembleRouter(services)
    return {
      router,
      services,
      openConnection: () => ({ connection: new Connection(clock), log }),
      close: () => closeServices(services),
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

async function createServices(dependencies: HostDependencies, store: Store, log: HostLog): Promise<HostServices> {
  const { clock, families = allFamilies, checks: ownChecks = allChecks } = dependencies
  const onBench = () => mode.onBench
  const mode = new DeviceMode({
    system: dependencies.system,
    makeBench: dependencies.makeBench,
    store,
    onBench: await startsOnBench(dependencies, store),
  })
  const journal = new OperationJournal({ clock, store, onBench })
  if (dependencies.recover ?? true) await journal.recover()
  const system = new SystemService({
    clock,
    store,
    mode,
    version: dependencies.version ?? '0.0.0',
    shell: dependencies.shell,
    dataDirectory: dependencies.dataDirectory,
    firstRun: await store.run('maintenance.isUntouched', {}),
  })
  const touched = () => system.touched()
  const bench = new BenchService(clock, mode)
  const traffic = new TrafficLog({ clock, store, log, bounds: await store.run('traffic.bounds', {}) })
  const consents = new ConsentService(clock, ownChecks)
  const devices = new DeviceService({ clock, store, mode, traffic, families, log, touched })
  const checks = new CheckService({
    clock,
    store,
    devices,
    consents,
    journal,
    traffic,
    checks: allChecks,
    onBench,
    log,
  })
  const rehearsal = new RehearsalService({ clock, store, devices, checks, onBench })
  const fiscalLog = new FiscalLogService({ clock, store, devices, onBench, log, touched })
  const replacement = new ReplacementService({ clock, store, devices, fiscalLog, consents, journal, onBench })
  const registerTables = new RegisterTablesService({ devices, consents, journal })
  const posSettings = new PosSettingsService({ clock, devices, consents, dataDirectory: dependencies.dataDirectory })
  const wizard = new WizardService({ clock, store, system, devices, checks, rehearsal, posSettings, onBench, touched })
  posSettings.follow(() => wizard.installation())
  const reports = new ReportService({ clock, store, wizard, devices, checks, rehearsal, journal, onBench })
  mode.onChange({ enter: () => rehearsal.load() })
  await fiscalLog.load()
  await rehearsal.load()
  await devices.start()
  return {
    store,
    system,
    bench,
    traffic,
    devices,
    consents,
    journal,
    checks,
    rehearsal,
    fiscalLog,
    replacement,
    registerTables,
    posSettings,
    wizard,
    reports,
    clock,
  }
}

/** Devices first, so that nothing new comes in; the store last, so that everything is written. */
async function closeServices({
  store,
  system,
  bench,
  traffic,
  devices,
  checks,
  rehearsal,
  fiscalLog,
}: HostServices): Promise<void> {
  await rehearsal.cancel()
  await checks.close()
  await fiscalLog.close()
  await devices.close()
  await traffic.settle()
  for (const feed of [system.feed, bench.feed, traffic.feed, rehearsal.feed]) feed.end()
  await store.close()
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
