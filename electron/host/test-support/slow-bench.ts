import { sleep, type Clock } from '../../../native/foundation/clock.ts'
import type { BenchPlace } from '../bench/bench-place.ts'

/** The bench with a line on which every write takes its time, so that a test can step in between two exchanges. */
export function slowBench(bench: BenchPlace, clock: Clock, milliseconds: number): BenchPlace {
  return {
    opener: {
      async open(address, signal) {
        const link = await bench.opener.open(address, signal)
        return {
          ended: link.ended,
          subscribe: (listener) => link.subscribe(listener),
          close: () => link.close(),
          async write(bytes) {
            await sleep(clock, milliseconds)
            await link.write(bytes)
          },
        }
      },
    },
    runner: bench.runner,
    ports: bench.ports,
    get devices() {
      return bench.devices
    },
    plug: (role, plugged) => bench.plug(role, plugged),
    control: (role, name, value) => bench.control(role, name, value),
    subscribe: (listener) => bench.subscribe(listener),
  }
}
