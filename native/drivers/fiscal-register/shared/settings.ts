import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { SettingField, SettingValues } from '../../device-family.ts'

/** Eight digits. */
export const highestPassword = 99_999_999

/** The password of the system administrator, as a number. */
export const administratorPasswordField = (factory: number): SettingField => ({
  name: 'password',
  kind: 'whole-number',
  label: { ru: 'Пароль системного администратора', en: 'System administrator password' },
  minimum: 0,
  maximum: highestPassword,
  default: factory,
})

/** Which of the link layers of a family a machine is spoken to in; finding out by itself is always offered. */
export const linkLayerField = (
  layers: Extract<SettingField, { readonly kind: 'choice' }>['options'],
): SettingField => ({
  name: 'linkLayer',
  kind: 'choice',
  label: { ru: 'Протокол обмена', en: 'Link protocol' },
  options: [{ value: 'auto', label: { ru: 'Определять самостоятельно', en: 'Find out by itself' } }, ...layers],
  default: 'auto',
})

/** Throws `operation.wrong-argument` for a layer that the form does not offer. */
export function readLinkLayer<Layer extends string>(values: SettingValues, layers: readonly Layer[]): Layer | 'auto' {
  const { linkLayer = 'auto' } = values
  const known = linkLayer === 'auto' ? linkLayer : layers.find((layer) => layer === linkLayer)
  if (known === undefined) throw new DeviceFailure('operation.wrong-argument', { argument: 'linkLayer' })
  return known
}

/** `usual` stands where the setting is missing. Throws `operation.wrong-argument` for what the form would not let through. */
export function readWholeNumber(
  values: SettingValues,
  argument: string,
  usual: unknown,
  minimum: number,
  maximum: number,
): number {
  const { [argument]: value = usual } = values
  if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
    throw new DeviceFailure('operation.wrong-argument', { argument })
  }
  return value
}
