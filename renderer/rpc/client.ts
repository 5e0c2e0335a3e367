import { createORPCClient, type ClientLink } from '@orpc/client'
import type { ClientContext } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Contract } from '../../electron/contract/contract.ts'
import { currentLink } from './connect.ts'
import { whenConnected } from './connection-state.ts'

const patience = 8_000

/** Thrown where the host could not be asked at all. */
export class HostDisconnected extends Error {
  override readonly name = 'HostDisconnected'
}

/** Sends every call over the line that is open at that moment; waits a little for one that is coming back. */
const link: ClientLink<ClientContext> = {
  async call(path, input, options) {
    const limit = AbortSignal.timeout(patience)
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit
    try {
      await whenConnected(signal)
    } catch (reason) {
      if (options.signal?.aborted) throw reason
      throw new HostDisconnected('no host', { cause: reason })
    }
    const open = currentLink()
    if (!open) throw new HostDisconnected('no host')
    return open.call(path, input, options)
  },
}

export const client: ContractRouterClient<Contract> = createORPCClient(link)

/** Query and mutation options of every procedure. */
export const api = createTanstackQueryUtils(client)
