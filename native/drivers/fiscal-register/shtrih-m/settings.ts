import type { SettingField, SettingValues } from '../../device-family.ts'
import {
  administratorPasswordField,
  highestPassword,
  linkLayerField,
  readLinkLayer,
  readWholeNumber,
} from '../shared/settings.ts'
import type { LinkChoice } from './link-auto.ts'

/** Factory password of the system administrator: tables, clock and the fiscal storage are open to it alone. */
const factoryPassword = 30

export const settingFields: readonly SettingField[] = [
  administratorPasswordField(factoryPassword),
  linkLayerField([
    { value: 'v1', label: { ru: 'Стандартный', en: 'Standard' } },
    { value: 'v2', label: { ru: 'Альтернативный', en: 'Alternative' } },
  ]),
]

interface ShtrihSettings {
  readonly password: number
  readonly linkLayer: LinkChoice
}

/** Throws `operation.wrong-argument` for a value that the form would not let through. */
export function readShtrihSettings(values: SettingValues): ShtrihSettings {
  return {
    password: readWholeNumber(values, 'password', factoryPassword, 0, highestPassword),
    linkLayer: readLinkLayer(values, ['v1', 'v2']),
  }
}
