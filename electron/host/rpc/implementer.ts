import { implement, type Router } from '@orpc/server'
import { contract, type Contract } from '../../contract/contract.ts'
import { boundary, type RpcContext } from './boundary.ts'

/**
 * Where procedures get their handlers: `implementer.system.state.handler(…)`. The boundary stands outside of validation,
 * so that wrong input, and output that breaks the contract, are failures of the catalogue too.
 */
export const implementer = implement(contract)
  .$context<RpcContext>()
  .use((options) => boundary(options as never) as never)

export type HostRouter = Router<Contract, RpcContext>
