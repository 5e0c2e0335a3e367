import type { SettingField, SettingValues } from '../../device-family.ts'
import { wrongArgument } from './failures.ts'

/** Setting 20 of the machine, as it leaves the factory. */
const factoryPassword = 'PIRI'

export const settingFields: readonly SettingField[] = [
  {
    name: 'password',
    kind: 'text',
    label: { ru: 'Пароль связи', en: 'Password of the link' },
    maximumLength: 4,
    default: factoryPassword,
  },
]

/** Throws `operation.wrong-argument` for a value that the form would not let through. */
export function readPiritSettings({ password = factoryPassword }: SettingValues): { readonly password: string } {
  if (typeof password !== 'string' || !/^[\x20-\x7e]{4}$/u.test(password)) throw wrongArgument('password', '4')
  return { password }
}
