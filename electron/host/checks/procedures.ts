import { implementer } from '../rpc/implementer.ts'
import type { CheckService } from './check-service.ts'

export function checksProcedures(checks: CheckService) {
  const { checks: contract } = implementer
  return contract.router({
    list: contract.list.handler(({ input }) => checks.list(input.role)),
    run: contract.run.handler(({ input }) => checks.start(input.checkId, input.consentId)),
    watch: contract.watch.handler(({ input, signal }) => checks.watch(input.runId, signal)),
    answer: contract.answer.handler(({ input }) => checks.answer(input.runId, input.answer)),
    cancel: contract.cancel.handler(({ input }) => checks.cancel(input.runId)),
  })
}
