import { existsSync, readFileSync } from 'node:fs'
import pino from 'pino'
import { withKnownPlaces } from '../../native/discovery/known-places.ts'
import { allFamilies } from '../../native/drivers/families.ts'
import { systemClock } from '../../native/foundation/clock.ts'
import { createSystemProgramRunner } from '../../native/transports/program/system-program-runner.ts'
import { createSystemOpener } from '../../native/transports/system-opener.ts'
import { createSystemPortEnumerator } from '../../native/transports/system-ports.ts'
import { VirtualBench } from '../../native/virtual-bench/virtual-bench.ts'
import { createHost, type Host, type HostDependencies } from './create-host.ts'

/** The host as it runs for people: this machine's clock, ports and folders, the store in its worker, errors to stderr. */
export function createSystemHost(
  options: Pick<HostDependencies, 'dataDirectory' | 'shell' | 'bench' | 'recover'> & { quiet?: boolean },
): Promise<Host> {
  return createHost({
    dataDirectory: options.dataDirectory,
    shell: options.shell,
    bench: options.bench ?? false,
    recover: options.recover ?? true,
    clock: systemClock,
    system: {
      opener: createSystemOpener(),
      runner: createSystemProgramRunner(),
      ports: withKnownPlaces(createSystemPortEnumerator(), allFamilies),
    },
    makeBench: () => new VirtualBench({ clock: systemClock }),
    version: ownVersion(),
    log: pino({ base: null, level: options.quiet ? 'error' : 'warn' }, pino.destination({ dest: 2, sync: true })),
    storeWorker: findStoreWorker(),
  })
}

/** Beside the sources, beside the bundle, or above the folder of the bundle's shared pieces. */
export function findStoreWorker(): URL {
  const candidates = ['./store/store.worker.ts', './store.worker.js', '../store.worker.js'].map(
    (path) => new URL(path, import.meta.url),
  )
  return candidates.find((url) => existsSync(url)) ?? (candidates[0] as URL)
}

/** From the nearest package.json above: beside the sources, or beside the bundle. */
function ownVersion(): string {
  for (const path of ['../../package.json', '../../../package.json', '../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<
        string,
        string
      >
      if (name === 'stykovka' && version) return version
    } catch {
      continue
    }
  }
  return '0.0.0'
}
