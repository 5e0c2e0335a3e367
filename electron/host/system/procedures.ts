import { implementer } from '../rpc/implementer.ts'
import type { Store } from '../store/store.ts'
import { readPreferences, savePreferences } from './preferences.ts'
import type { SystemService } from './system-service.ts'

export function systemProcedures(system: SystemService, store: Store) {
  const { system: contract } = implementer
  return contract.router({
    state: contract.state.handler(() => system.state),
    watch: contract.watch.handler(({ signal }) => system.feed.watch(signal)),
    runChecks: contract.runChecks.handler(() => system.runChecks()),
    useBench: contract.useBench.handler(({ input }) => system.useBench(input.bench)),
    preferences: contract.preferences.handler(() => readPreferences(store)),
    savePreferences: contract.savePreferences.handler(({ input }) => savePreferences(store, input)),
  })
}
