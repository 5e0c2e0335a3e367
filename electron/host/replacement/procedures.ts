import { implementer } from '../rpc/implementer.ts'
import type { ReplacementService } from './replacement-service.ts'

export function replacementProcedures(replacement: ReplacementService) {
  const { replacement: contract } = implementer
  return contract.router({
    state: contract.state.handler(() => replacement.state()),
    begin: contract.begin.handler(() => replacement.begin()),
    abandon: contract.abandon.handler(() => replacement.abandon()),
    verify: contract.verify.handler(() => replacement.verify()),
    save: contract.save.handler(({ input }) => replacement.save(input)),
    closeShift: contract.closeShift.handler(({ input }) => replacement.closeShift(input.consentId)),
    closeStorage: contract.closeStorage.handler(({ input }) => replacement.closeStorage(input.consentId)),
    register: contract.register.handler(({ input }) => replacement.register(input.consentId)),
    keepFile: contract.keepFile.handler(({ input }) => replacement.keepFile(input.file)),
    keptElsewhere: contract.keptElsewhere.handler(({ input }) => replacement.keptElsewhere(input.file)),
    tick: contract.tick.handler(({ input }) => replacement.tick(input.task, input.done)),
    finish: contract.finish.handler(() => replacement.finish()),
  })
}
