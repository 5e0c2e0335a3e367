import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { SettingField, SettingValues } from '../../device-family.ts'
import { readWholeNumber } from '../shared/settings.ts'

const longestPort = 128
const longestPassword = 32
const fastest = 230_400

export const settingFields: readonly SettingField[] = [
  {
    name: 'portName',
    kind: 'text',
    label: {
      ru: 'Порт кассы: COM3, /dev/ttyACM0, USB или адрес:порт',
      en: 'Port of the register: COM3, /dev/ttyACM0, USB or address:port',
    },
    maximumLength: longestPort,
    default: 'COM3',
  },
  {
    name: 'model',
    kind: 'choice',
    label: { ru: 'Модель', en: 'Model' },
    options: [
      { value: '185F', label: { ru: 'Меркурий-115Ф, 130Ф, 180Ф, 185Ф', en: 'Mercury 115F, 130F, 180F, 185F' } },
      { value: '119F', label: { ru: 'Меркурий-119Ф', en: 'Mercury 119F' } },
    ],
    default: '185F',
  },
  {
    name: 'baudRate',
    kind: 'whole-number',
    label: { ru: 'Скорость порта', en: 'Speed of the port' },
    unit: { ru: 'бит/с', en: 'bit/s' },
    minimum: 1_200,
    maximum: fastest,
    default: 115_200,
  },
  {
    name: 'userNumber',
    kind: 'whole-number',
    label: { ru: 'Номер пользователя кассы', en: 'Number of the register’s user' },
    minimum: 0,
    maximum: 99,
    default: 0,
  },
  {
    name: 'userPassword',
    kind: 'text',
    label: { ru: 'Пароль пользователя (пусто — не передавать)', en: 'Password of the user (empty: none is sent)' },
    maximumLength: longestPassword,
    default: '',
    secret: true,
  },
]

/** What `OpenSession` is told. A user is named only with a password: registers without users refuse a number. */
export interface SessionSettings {
  readonly portName: string
  readonly model: string
  readonly baudRate: number
  readonly debug: false
  readonly userNumber?: number
  readonly userPassword?: string
}

/** Throws `operation.wrong-argument` for a value that the form would not let through. */
export function readMercurySettings(values: SettingValues): SessionSettings {
  const portName = text(values, 'portName', longestPort).trim()
  if (portName === '') throw wrong('portName')
  const userPassword = text(values, 'userPassword', longestPassword)
  const session = {
    portName,
    model: text(values, 'model', 16),
    baudRate: whole(values, 'baudRate', 1, fastest),
    debug: false,
  } as const
  const userNumber = whole(values, 'userNumber', 0, 99)
  return userPassword === '' ? session : { ...session, userNumber, userPassword }
}

const wrong = (argument: string): DeviceFailure => new DeviceFailure('operation.wrong-argument', { argument })

const defaultOf = (name: string) => settingFields.find((field) => field.name === name)?.default

function text(values: SettingValues, name: string, longest: number): string {
  const { [name]: value = defaultOf(name) } = values
  if (typeof value !== 'string' || value.length > longest || /\p{Cc}/u.test(value)) throw wrong(name)
  return value
}

const whole = (values: SettingValues, name: string, minimum: number, maximum: number): number =>
  readWholeNumber(values, name, defaultOf(name), minimum, maximum)
