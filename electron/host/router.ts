import { benchProcedures } from './bench/procedures.ts'
import type { HostServices } from './host-services.ts'
import { implementer, type HostRouter } from './rpc/implementer.ts'
import { systemProcedures } from './system/procedures.ts'

/** Every domain's part of the contract in one router. */
export function assembleRouter(services: HostServices): HostRouter {
  return {
    system: systemProcedures(services.system, services.store),
    bench: benchProcedures(services.bench),
  } as unknown as HostRouter
}
void implementer
