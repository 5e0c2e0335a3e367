import { benchContract } from './bench.ts'
import { checksContract, consentsContract, operationsContract, rehearsalContract } from './checks.ts'
import { devicesContract } from './devices.ts'
import { fiscalLogContract } from './fiscal-log.ts'
import { registerTablesContract } from './register-tables.ts'
import { replacementContract } from './replacement.ts'
import { systemContract } from './system.ts'
import { trafficContract } from './traffic.ts'
import { posSettingsContract, reportsContract, wizardContract } from './wizard.ts'

/** Everything a window or a command line can ask of the host, over any carrier. */
export const contract = {
  system: systemContract,
  devices: devicesContract,
  checks: checksContract,
  consents: consentsContract,
  rehearsal: rehearsalContract,
  operations: operationsContract,
  wizard: wizardContract,
  posSettings: posSettingsContract,
  reports: reportsContract,
  fiscalLog: fiscalLogContract,
  replacement: replacementContract,
  registerTables: registerTablesContract,
  traffic: trafficContract,
  bench: benchContract,
}
export type Contract = typeof contract
