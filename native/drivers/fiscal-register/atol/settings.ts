import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { SettingField, SettingValues } from '../../device-family.ts'
import type { LinkChoice } from './link-auto.ts'

/** Factory password of the system administrator; it opens every mode. */
const factoryPassword = 30
const factoryAccessPassword = 0
const highestPassword = 99_999_999
const highestAccessPassword = 9_999

export const settingFields: readonly SettingField[] = [
  {
    name: 'password',
    kind: 'whole-number',
    label: { ru: 'Пароль системного администратора', en: 'System administrator password' },
    minimum: 0,
    maximum: highestPassword,
    default: factoryPassword,
  },
  {
    name: 'accessPassword',
    kind: 'whole-number',
    label: { ru: 'Пароль доступа', en: 'Access password' },
    minimum: 0,
    maximum: highestAccessPassword,
    default: factoryAccessPassword,
  },
  {
    name: 'linkLayer',
    kind: 'choice',
    label: { ru: 'Протокол обмена', en: 'Link protocol' },
    options: [
      { value: 'auto', label: { ru: 'Определять самостоятельно', en: 'Find out by itself' } },
      { value: 'v3', label: { ru: 'АТОЛ 3.x', en: 'АТОЛ 3.x' } },
      { value: 'v2', label: { ru: 'АТОЛ 2.4', en: 'АТОЛ 2.4' } },
    ],
    default: 'auto',
  },
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
  const { linkLayer = 'auto' } = values
  if (linkLayer !== 'auto' && linkLayer !== 'v2' && linkLayer !== 'v3') {
    throw new DeviceFailure('operation.wrong-argument', { argument: 'linkLayer' })
  }
  return {
    password: digits(values, 'password', factoryPassword, highestPassword),
    accessPassword: digits(values, 'accessPassword', factoryAccessPassword, highestAccessPassword),
    linkLayer,
  }
}

function digits(values: SettingValues, argument: string, factory: number, highest: number): string {
  const { [argument]: value = factory } = values
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > highest) {
    throw new DeviceFailure('operation.wrong-argument', { argument })
  }
  return value.toString().padStart(highest.toString().length, '0')
}
