import { implementer } from '../rpc/implementer.ts'
import type { ConsentService } from './consent-service.ts'
import type { OperationJournal } from './operation-journal.ts'

export function operationsProcedures(journal: OperationJournal) {
  const { operations: contract } = implementer
  return contract.router({
    list: contract.list.handler(({ input }) => journal.list(input.inDoubtOnly ?? false)),
    resolve: contract.resolve.handler(({ input }) => journal.resolve(input.id, input.happened)),
  })
}

export function consentsProcedures(consents: ConsentService) {
  const { consents: contract } = implementer
  return contract.router({
    request: contract.request.handler(({ input }) => consents.request(input.operation, input.subject)),
  })
}
