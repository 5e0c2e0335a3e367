import { inspect } from 'node:util'
import type { DeviceCheck } from '../../../native/drivers/check.ts'
import { SimulatedClock } from '../../../native/foundation/simulated-clock.ts'
import { VirtualBench, type BenchOptions } from '../../../native/virtual-bench/virtual-bench.ts'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../contract/contract.ts'
import type { BenchPlace } from '../bench/bench-place.ts'
import { connectInProcess } from '../carriers/in-process.ts'
import { createHost, type Host, type HostDependencies } from '../create-host.ts'
import { slowBench } from './slow-bench.ts'
import { emptyPlace } from './empty-place.ts'

export interface BenchHost {
  readonly host: Host
  readonly client: ContractRouterClient<Contract>
  readonly clock: SimulatedClock
  readonly bench: VirtualBench
  /** Runs simulated time until `work` is done. */
  run<T>(work: Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A host in simulated time with the virtual bench in the place of the ports. */
export async function startBenchHost(
  options: Partial<Omit<HostDependencies, 'clock' | 'makeBench'>> & {
    clock?: SimulatedClock
    documentCount?: number
    checks?: readonly DeviceCheck[]
    benchOptions?: Partial<BenchOptions>
    /** Milliseconds that each write to a device takes. */
    latency?: number
    /** Puts something between the host and the bench. */
    wrap?: (place: BenchPlace) => BenchPlace
  } = {},
): Promise<BenchHost> {
  const { clock = new SimulatedClock(), documentCount = 60, benchOptions, latency, wrap, ...dependencies } = options
  const bench = new VirtualBench({ clock, documentCount, ...benchOptions })
  const host = await createHost({
    dataDirectory: ':memory:',
    system: emptyPlace(),
    shell: 'test',
    log: { info() {}, warn: complain, error: complain },
    bench: true,
    ...dependencies,
    clock,
    makeBench: () => {
      const place = latency === undefined ? bench : slowBench(bench, clock, latency)
      return wrap ? wrap(place) : place
    },
  })
  const run = <T>(work: Promise<T>) => clock.runUntilSettled(work)
  return { host, client: connectInProcess(host), clock, bench, run, close: () => run(host.close()) }
}

/** What the host itself finds worth a complaint is worth seeing in a test's output. */
function complain(data: object, message: string): void {
  process.stderr.write(`${message} ${inspect(data)}\n`)
}
