import { implementer } from '../rpc/implementer.ts'
import type { PosSettingsService } from './pos-settings-service.ts'

export function posSettingsProcedures(settings: PosSettingsService) {
  const { posSettings: contract } = implementer
  return contract.router({
    preview: contract.preview.handler(() => settings.preview()),
    write: contract.write.handler(({ input }) => settings.write(input.targetId, input.digest, input.consentId)),
    undo: contract.undo.handler(({ input }) => settings.undo(input.targetId, input.consentId)),
  })
}
