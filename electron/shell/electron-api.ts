/**
 * The part of Electron that the shell uses. It arrives as an argument, so that the whole shell runs against a fake that
 * satisfies this very type: a change of Electron's own declarations breaks the build, not the shop.
 */
export type ElectronApi = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'net'
  | 'powerMonitor'
  | 'protocol'
  | 'safeStorage'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>
