import type { BrowserWindow } from 'electron'
import type { Clock } from '../../native/foundation/clock.ts'
import { Supervisor } from '../supervision/supervisor.ts'
import { registerAppScheme, serveAppScheme } from './app-protocol.ts'
import { hostArguments, readShellOptions } from './command-line.ts'
import type { ElectronApi } from './electron-api.ts'
import { HostProcess } from './host-process.ts'
import { applicationMenu } from './menu.ts'
import { guardNavigation } from './navigation.ts'
import { appOrigin } from './origins.ts'
import { guardSession } from './permissions.ts'
import { PortBroker } from './port-broker.ts'
import { windowOptions } from './window-options.ts'

export interface ShellFiles {
  /** Folder of the built page. */
  readonly page: string
  readonly preload: string
  readonly hostEntry: string
}

/**
 * The whole desktop shell: one window on our own page, the device host in a process of its own, and nothing that knows a
 * device. Returns when the application is on its way out already because another instance runs.
 */
export async function startShell(
  electron: ElectronApi,
  files: ShellFiles,
  clock: Clock,
  commandLine: readonly string[],
): Promise<void> {
  const { app } = electron
  app.enableSandbox()
  if (!app.requestSingleInstanceLock()) return app.quit()
  registerAppScheme(electron)
  electron.Menu.setApplicationMenu(null)
  await app.whenReady()

  const options = readShellOptions(commandLine)
  guardSession(electron.session.defaultSession)
  serveAppScheme(electron, files.page)
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents, electron))

  const broker = new PortBroker(electron)
  const supervisor = new Supervisor<HostProcess>({
    clock,
    start: () => {
      const host = new HostProcess(electron, files.hostEntry, hostArguments(options, app.getPath('userData')))
      broker.useHost(host)
      void host.ended.then(() => broker.loseHost())
      return host
    },
    gaveUp: () => electron.dialog.showErrorBox(...hostGaveUp(app.getLocale())),
  })
  // The host starts side by side with the window: neither waits for the other.
  supervisor.start()
  let window = openWindow(electron, files.preload)
  electron.Menu.setApplicationMenu(applicationMenu(electron, app.getLocale()))

  app.on('second-instance', () => {
    if (window.isDestroyed()) window = openWindow(electron, files.preload)
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => app.quit())
  let stopped = false
  app.on('before-quit', (event) => {
    if (stopped) return
    // The host closes its database and gives its ports back before the application goes.
    event.preventDefault()
    void supervisor.stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
}

function openWindow(electron: Pick<ElectronApi, 'BrowserWindow'>, preload: string): BrowserWindow {
  const window = new electron.BrowserWindow(windowOptions(preload))
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${appOrigin}/`)
  return window
}

function hostGaveUp(locale: string): [title: string, text: string] {
  return locale.startsWith('ru')
    ? [
        'Служба устройств не запускается',
        'Служба, которая работает с устройствами, завершилась пять раз подряд. Закройте программу и откройте её снова. Если это повторится, обратитесь в поддержку. Код: host.restarted',
      ]
    : [
        'The device service does not start',
        'The service that works with devices ended five times in a row. Close the program and open it again. If this happens again, call support. Code: host.restarted',
      ]
}
