import type { Session } from 'electron'
import { classifyUrl } from './origins.ts'

/** Copying an act's number or a code is all that the page may ask of the browser; devices are reached through the host. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

type GuardedSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
>

/** Denies every permission but those in the list, to every page but ours. */
export function guardSession(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(granted.has(permission) && classifyUrl(details.requestingUrl) === 'own')
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => granted.has(permission) && classifyUrl(origin) === 'own',
  )
  session.setDevicePermissionHandler(() => false)
  for (const chooser of ['select-hid-device', 'select-usb-device', 'select-serial-port'] as const) {
    session.on(chooser as 'select-hid-device', (event) => event.preventDefault())
  }
  session.on('will-download', (event, item) => {
    // The page makes its own files (act, export) as blobs; anything else that downloads did not come from us.
    if (!item.getURL().startsWith('blob:app://')) event.preventDefault()
  })
}
