import type { WebContents } from 'electron'
import type { ElectronApi } from './electron-api.ts'
import { classifyUrl } from './origins.ts'

type GuardedContents = Pick<WebContents, 'setWindowOpenHandler' | 'on'>

/** Keeps a window on our page: no other window, no other address, no embedded view. */
export function guardNavigation(contents: GuardedContents, { shell }: Pick<ElectronApi, 'shell'>): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (classifyUrl(url) === 'open-outside') void shell.openExternal(url)
    return { action: 'deny' }
  })
  const refuseOthers = (event: { preventDefault(): void; url: string }) => {
    if (classifyUrl(event.url) !== 'own') event.preventDefault()
  }
  contents.on('will-navigate', refuseOthers)
  contents.on('will-redirect', refuseOthers)
  contents.on('will-frame-navigate', refuseOthers)
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
