import { implementer } from '../rpc/implementer.ts'
import type { RehearsalService } from './rehearsal-service.ts'

export function rehearsalProcedures(rehearsal: RehearsalService) {
  const { rehearsal: contract } = implementer
  return contract.router({
    state: contract.state.handler(() => rehearsal.state),
    start: contract.start.handler(() => rehearsal.start()),
    watch: contract.watch.handler(({ signal }) => rehearsal.feed.watch(signal)),
    answer: contract.answer.handler(({ input }) => rehearsal.answer(input.answer)),
    cancel: contract.cancel.handler(() => rehearsal.cancel()),
  })
}
