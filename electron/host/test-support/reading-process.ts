import { systemClock } from '../../../native/foundation/clock.ts'
import { VirtualBench } from '../../../native/virtual-bench/virtual-bench.ts'
import { createHost } from '../create-host.ts'
import { bindOnBench } from './bind-on-bench.ts'
import { connectInProcess } from '../carriers/in-process.ts'
import { emptyPlace } from './empty-place.ts'

/**
 * A host in a process of its own that reads the fiscal log of a simulated register and tells its parent how far it is.
 * The first run begins the reading; later ones only start and see whether it goes on by itself.
 */
const [dataDirectory = '', mode] = process.argv.slice(2)
const bench = new VirtualBench({ clock: systemClock, documentCount: 400 })
const host = await createHost({
  clock: systemClock,
  dataDirectory,
  system: emptyPlace(),
  makeBench: () => bench,
  shell: 'test',
  bench: true,
  storeWorker: new URL('../store/store.worker.ts', import.meta.url),
})
const client = connectInProcess(host)
if (mode === 'begin') {
  await bindOnBench({ host, client, run: (work) => work }, 'fiscal-register')
  await client.fiscalLog.startReading()
}
for await (const state of await client.fiscalLog.watchReading()) {
  process.send?.({ state: state.state, done: state.done, total: state.total })
  if (state.state === 'finished') break
}
await host.close()
process.disconnect?.()
