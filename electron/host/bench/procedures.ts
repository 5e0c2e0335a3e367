import { implementer } from '../rpc/implementer.ts'
import type { BenchService } from './bench-service.ts'

export function benchProcedures(bench: BenchService) {
  const { bench: contract } = implementer
  return contract.router({
    watch: contract.watch.handler(({ signal }) => bench.feed.watch(signal)),
    control: contract.control.handler(({ input }) => bench.control(input.role, input.name, input.value)),
    plug: contract.plug.handler(({ input }) => bench.plug(input.role, input.plugged)),
  })
}
