import type { SettingField, SettingValues } from '../../device-family.ts'
import {
  administratorPasswordField,
  highestPassword,
  linkLayerField,
  readLinkLayer,
  readWholeNumber,
} from '../shared/settings.ts'
import type { LinkChoice } from './link-auto.ts'

/** Factory password of the system administrator; it opens every mode. */
const factoryPassword = 30
const factoryAccessPassword = 0
const highestAccessPassword = 9_999

export const settingFields: readonly SettingField[] = [
  administratorPasswordField(factoryPassword),
  {
    name: 'accessPassword',
    kind: 'whole-number',
    label: { ru: 'Пароль доступа', en: 'Access password' },
    minimum: 0,
    maximum: highestAccessPassword,
    default: factoryAccessPassword,
  },
  linkLayerField([
    { value: 'v3', label: { ru: 'АТОЛ 3.x', en: 'АТОЛ 3.x' } },
    { value: 'v2', label: { ru: 'АТОЛ 2.4', en: 'АТОЛ 2.4' } },
  ]),
]

interface AtolSettings {
  /** Eight digits, as 56h sends it. */
  readonly password: string
  /** Four digits, in front of every command. */
  readonly accessPassword: string
  readonly linkLayer: LinkChoice
}

/** Throws `operation.wrong-argument` for a value that the form would not let through. */
export function readAtolSettings(values: SettingValues): AtolSettings {
  return {
    password: digits(values, 'password', factoryPassword, highestPassword),
    accessPassword: digits(values, 'accessPassword', factoryAccessPassword, highestAccessPassword),
    linkLayer: readLinkLayer(values, ['v2', 'v3']),
  }
}

const digits = (values: SettingValues, argument: string, factory: number, highest: number): string =>
  readWholeNumber(values, argument, factory, 0, highest).toString().padStart(highest.toString().length, '0')
