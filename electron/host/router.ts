import { benchProcedures } from './bench/procedures.ts'
import { checksProcedures } from './checks/procedures.ts'
import { devicesProcedures } from './devices/procedures.ts'
import { fiscalLogProcedures } from './fiscal-log/procedures.ts'
import type { HostServices } from './host-services.ts'
import { consentsProcedures, operationsProcedures } from './operations/procedures.ts'
import { rehearsalProcedures } from './rehearsal/procedures.ts'
import { registerTablesProcedures } from './register-tables/procedures.ts'
import { replacementProcedures } from './replacement/procedures.ts'
import { reportsProcedures } from './reports/procedures.ts'
import { implementer, type HostRouter } from './rpc/implementer.ts'
import { posSettingsProcedures } from './settings/procedures.ts'
import { systemProcedures } from './system/procedures.ts'
import { trafficProcedures } from './traffic/procedures.ts'
import { wizardProcedures } from './wizard/procedures.ts'

/** Every domain's part of the contract in one router. */
export function assembleRouter(services: HostServices): HostRouter {
  return implementer.router({
    system: systemProcedures(services.system, services.store),
    bench: benchProcedures(services.bench),
    devices: devicesProcedures(services.devices),
    checks: checksProcedures(services.checks),
    consents: consentsProcedures(services.consents),
    operations: operationsProcedures(services.journal),
    rehearsal: rehearsalProcedures(services.rehearsal),
    fiscalLog: fiscalLogProcedures(services.fiscalLog, services.store, services.clock),
    replacement: replacementProcedures(services.replacement),
    registerTables: registerTablesProcedures(services.registerTables),
    wizard: wizardProcedures(services.wizard),
    posSettings: posSettingsProcedures(services.posSettings),
    reports: reportsProcedures(services.reports),
    traffic: trafficProcedures(services.traffic, services.store, services.devices.families),
  })
}
