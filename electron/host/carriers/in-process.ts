import type { Host } from '../create-host.ts'
import { clientOf, type HostClient } from '../rpc/serve.ts'

/** A client in the host's own process, for tests and for the command line. */
export function connectInProcess(host: Host): HostClient {
  return clientOf(host.router, host.openConnection())
}
