import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { SettingField, SettingValues } from '../../device-family.ts'
import { linkLayerField, readLinkLayer } from '../shared/settings.ts'

const longestName = 64

export const settingFields: readonly SettingField[] = [
  linkLayerField([
    { value: 'v2', label: { ru: 'Web Requests (/api/v2)', en: 'Web Requests (/api/v2)' } },
    { value: 'v1', label: { ru: 'прежний Web-сервер (/requests)', en: 'earlier web server (/requests)' } },
  ]),
  {
    name: 'deviceID',
    kind: 'text',
    label: {
      ru: 'Код кассы на веб-сервере (пусто — касса по умолчанию)',
      en: 'Id of the register on the web server (empty: its default)',
    },
    maximumLength: 16,
    default: '',
  },
  {
    name: 'userName',
    kind: 'text',
    label: { ru: 'Пользователь веб-сервера (пусто — без входа)', en: 'User of the web server (empty: no sign-in)' },
    maximumLength: longestName,
    default: '',
  },
  {
    name: 'userPassword',
    kind: 'text',
    label: { ru: 'Пароль пользователя веб-сервера', en: 'Password of the web server’s user' },
    maximumLength: longestName,
    default: '',
    secret: true,
  },
]

const versions = ['v1', 'v2'] as const
export type ServerVersion = (typeof versions)[number]

export interface AtolWebSettings {
  /** `undefined`: to be found out. */
  readonly version: ServerVersion | undefined
  readonly deviceId: string | undefined
  /** Value of the header `Authorization`. */
  readonly authorization: string | undefined
}

/** Throws `operation.wrong-argument` for a value that the form would not let through. */
export function readAtolWebSettings(values: SettingValues): AtolWebSettings {
  const linkLayer = readLinkLayer(values, versions)
  const deviceId = text(values, 'deviceID', 16).trim()
  if (!/^[a-zA-Z0-9_-]*$/u.test(deviceId)) throw wrong('deviceID')
  const userName = text(values, 'userName', longestName)
  // A colon would end the name in the header.
  if (userName.includes(':')) throw wrong('userName')
  return {
    version: linkLayer === 'auto' ? undefined : linkLayer,
    deviceId: deviceId || undefined,
    authorization: userName === '' ? undefined : basic(userName, text(values, 'userPassword', longestName)),
  }
}

/** RFC 7617, in UTF-8. */
function basic(userName: string, password: string): string {
  const bytes = new TextEncoder().encode(`${userName}:${password}`)
  return `Basic ${btoa(String.fromCharCode(...bytes))}`
}

const wrong = (argument: string): DeviceFailure => new DeviceFailure('operation.wrong-argument', { argument })

function text(values: SettingValues, name: string, longest: number): string {
  const { [name]: value = '' } = values
  if (typeof value !== 'string' || value.length > longest || /\p{Cc}/u.test(value)) throw wrong(name)
  return value
}
