import { checkOperations, journalOperations } from './checks.ts'
import { documentQueryOperations } from './document-queries.ts'
import { chainOperations } from './document-chain.ts'
import { documentOperations } from './documents.ts'
import { importOperations } from './imports.ts'
import { facetOperations } from './facets.ts'
import { findingOperations } from './findings.ts'
import { settleOperations } from './settle-findings.ts'
import { deviceOperations } from './devices.ts'
import { actOperations, installationOperations } from './installations.ts'
import { maintenanceOperations } from './maintenance.ts'
import { settingOperations } from './settings.ts'
import { storageOperations } from './storages.ts'
import { totalsOperations } from './totals.ts'
import { trafficOperations } from './traffic.ts'

/** Everything that can be asked of the store, by name. Each runs whole, alone, and where the database is open. */
export const storeOperations = {
  ...settingOperations,
  ...maintenanceOperations,
  ...deviceOperations,
  ...checkOperations,
  ...journalOperations,
  ...trafficOperations,
  ...installationOperations,
  ...actOperations,
  ...storageOperations,
  ...documentOperations,
  ...chainOperations,
  ...importOperations,
  ...totalsOperations,
  ...facetOperations,
  ...documentQueryOperations,
  ...findingOperations,
  ...settleOperations,
}
type StoreOperations = typeof storeOperations
export type StoreOperationName = keyof StoreOperations
export type StoreInput<N extends StoreOperationName> = Parameters<StoreOperations[N]>[1]
export type StoreOutput<N extends StoreOperationName> = ReturnType<StoreOperations[N]>
