import { DeviceFailure } from '../../../native/foundation/device-failure.ts'
import type { BenchPlace } from '../bench/bench-place.ts'

/** A machine with nothing plugged in. */
export function emptyPlace(): BenchPlace {
  return {
    opener: { open: () => Promise.reject(new DeviceFailure('link.not-found')) },
    runner: { run: () => Promise.reject(new DeviceFailure('link.program-missing')) },
    ports: { list: () => Promise.resolve({ ports: [], gaps: [] }), watch: () => () => {} },
    devices: [],
    plug() {},
    control() {},
    subscribe: () => () => {},
  }
}
