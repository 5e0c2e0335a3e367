import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { SettingField, SettingValues } from '../../device-family.ts'
import type { LinkChoice } from './link-auto.ts'

/** Factory password of the system administrator: tables, clock and the fiscal storage are open to it alone. */
const factoryPassword = 30

export const settingFields: readonly SettingField[] = [
  {
    name: 'password',
    kind: 'whole-number',
    label: { ru: 'Пароль системного администратора', en: 'System administrator password' },
    minimum: 0,
    maximum: 99_999_999,
    default: factoryPassword,
  },
  {
    name: 'linkLayer',
    kind: 'choice',
    label: { ru: 'Протокол обмена', en: 'Link protocol' },
    options: [
      { value: 'auto', label: { ru: 'Определять самостоятельно', en: 'Find out by itself' } },
      { value: 'v1', label: { ru: 'Стандартный', en: 'Standard' } },
      { value: 'v2', label: { ru: 'Альтернативный', en: 'Alternative' } },
    ],
    default: 'auto',
  },
]

interface ShtrihSettings {
  readonly password: number
  readonly linkLayer: LinkChoice
}

/** Throws `operation.wrong-argument` for a value that the form would not let through. */
export function readShtrihSettings(values: SettingValues): ShtrihSettings {
  const { password = factoryPassword, linkLayer = 'auto' } = values
  if (typeof password !== 'number' || !Number.isInteger(password) || password < 0 || password > 99_999_999) {
    throw new DeviceFailure('operation.wrong-argument', { argument: 'password' })
  }
  if (linkLayer !== 'auto' && linkLayer !== 'v1' && linkLayer !== 'v2') {
    throw new DeviceFailure('operation.wrong-argument', { argument: 'linkLayer' })
  }
  return { password, linkLayer }
}
