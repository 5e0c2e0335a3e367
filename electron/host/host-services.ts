import type { BenchService } from './bench/bench-service.ts'
import type { Store } from './store/store.ts'
import type { SystemService } from './system/system-service.ts'

export interface HostServices {
  readonly store: Store
  readonly system: SystemService
  readonly bench: BenchService
}
