import { implementer } from '../rpc/implementer.ts'
import type { WizardService } from './wizard-service.ts'

export function wizardProcedures(wizard: WizardService) {
  const { wizard: contract } = implementer
  return contract.router({
    get: contract.get.handler(() => wizard.get()),
    saveShop: contract.saveShop.handler(({ input }) => wizard.saveShop(input)),
    go: contract.go.handler(({ input }) => wizard.go(input.step)),
    complete: contract.complete.handler(({ input }) => wizard.complete(input.step)),
    skipRole: contract.skipRole.handler(({ input }) => wizard.skipRole(input.role, input.reason)),
    unskipRole: contract.unskipRole.handler(({ input }) => wizard.unskipRole(input.role)),
    startNew: contract.startNew.handler(() => wizard.startNew()),
  })
}
