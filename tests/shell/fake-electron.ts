import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions } from 'electron'
import type { ElectronApi } from '../../electron/shell/electron-api.ts'

/** One end of a fake channel: remembers what was posted. */
export class FakePort {
  readonly posted: unknown[] = []
  postMessage(message: unknown): void {
    this.posted.push(message)
  }
}

export class FakeUtilityProcess extends EventEmitter {
  readonly posted: { message: unknown; ports: unknown[] }[] = []
  killed = false
  readonly entry: string
  readonly hostArguments: readonly string[]
  readonly environment: NodeJS.ProcessEnv

  constructor(entry: string, hostArguments: readonly string[], environment: NodeJS.ProcessEnv) {
    super()
    this.entry = entry
    this.hostArguments = hostArguments
    this.environment = environment
  }

  postMessage(message: unknown, ports: unknown[] = []): void {
    this.posted.push({ message, ports })
    if ((message as { name?: string }).name === 'stop') queueMicrotask(() => this.emit('exit', 0))
  }

  kill(): boolean {
    this.killed = true
    this.emit('exit', 1)
    return true
  }
}

export class FakeWebContents extends EventEmitter {
  readonly posted: { channel: string; ports: unknown[] }[] = []
  openHandler: ((details: { url: string }) => { action: string }) | undefined
  destroyed = false
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler
  }
  postMessage(channel: string, _message: unknown, ports: unknown[]): void {
    this.posted.push({ channel, ports })
  }
  isDestroyed(): boolean {
    return this.destroyed
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeWebContents()
  readonly options: BrowserWindowConstructorOptions
  loaded: string | undefined
  shown = false
  focused = 0
  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url
  }
  show(): void {
    this.shown = true
  }
  isDestroyed(): boolean {
    return false
  }
  isMinimized(): boolean {
    return false
  }
  restore(): void {}
  focus(): void {
    this.focused++
  }
}

export class FakeSession extends EventEmitter {
  request:
    | ((
        contents: unknown,
        permission: string,
        answer: (granted: boolean) => void,
        details: { requestingUrl: string },
      ) => void)
    | undefined
  check: ((contents: unknown, permission: string, origin: string) => boolean) | undefined
  device: (() => boolean) | undefined
  setPermissionRequestHandler(handler: FakeSession['request']): void {
    this.request = handler
  }
  setPermissionCheckHandler(handler: FakeSession['check']): void {
    this.check = handler
  }
  setDevicePermissionHandler(handler: FakeSession['device']): void {
    this.device = handler
  }
}

/** What the shell did to Electron, and the fake itself. */
export function createFakeElectron(options: { lock?: boolean; encryption?: 'keyring' | 'basic_text' | 'none' } = {}) {
  const log: string[] = []
  const windows: FakeWindow[] = []
  const hosts: FakeUtilityProcess[] = []
  const opened: string[] = []
  const errors: string[] = []
  const handlers = new Map<string, (request: Request) => Promise<Response>>()
  const session = new FakeSession()
  const ipcMain = new EventEmitter()
  const app = Object.assign(new EventEmitter(), {
    enableSandbox: () => log.push('enableSandbox'),
    requestSingleInstanceLock: () => options.lock ?? true,
    quit: () => {
      log.push('quit')
      let prevented = false
      app.emit('before-quit', { preventDefault: () => (prevented = true) })
      if (!prevented) log.push('gone')
    },
    whenReady: async () => void log.push('ready'),
    getPath: () => '/user-data',
    getLocale: () => 'ru',
  })
  const encryption = options.encryption ?? 'keyring'
  const fake = {
    app,
    BrowserWindow: class extends FakeWindow {
      constructor(windowOptions: BrowserWindowConstructorOptions) {
        super(windowOptions)
        windows.push(this)
        app.emit('web-contents-created', {}, this.webContents)
      }
    },
    dialog: { showErrorBox: (title: string) => errors.push(title) },
    ipcMain,
    Menu: { setApplicationMenu: () => log.push('menu'), buildFromTemplate: (template: unknown) => template },
    MessageChannelMain: class {
      readonly port1 = new FakePort()
      readonly port2 = new FakePort()
    },
    net: {},
    powerMonitor: new EventEmitter(),
    protocol: {
      registerSchemesAsPrivileged: (schemes: { scheme: string }[]) =>
        log.push(`privileged ${schemes.map(({ scheme }) => scheme).join()}`),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => handlers.set(scheme, handler),
    },
    safeStorage: {
      isEncryptionAvailable: () => encryption !== 'none',
      getSelectedStorageBackend: () => (encryption === 'keyring' ? 'gnome_libsecret' : 'basic_text'),
      encryptString: (text: string) => Buffer.from(`sealed:${text}`),
      decryptString: (sealed: Buffer) => {
        if (!sealed.toString().startsWith('sealed:')) throw new Error('not ours')
        return sealed.toString().slice('sealed:'.length)
      },
    },
    session: { defaultSession: session },
    shell: { openExternal: async (url: string) => void opened.push(url) },
    utilityProcess: {
      fork: (entry: string, hostArguments: string[], { env }: { env: NodeJS.ProcessEnv }) => {
        const host = new FakeUtilityProcess(entry, hostArguments, env)
        hosts.push(host)
        return host
      },
    },
  }
  /** Every member that the shell may touch must be there; their types are narrower than Electron's, hence the cast. */
  const complete = fake satisfies Record<keyof ElectronApi, unknown>
  return {
    electron: complete as unknown as ElectronApi,
    app,
    windows,
    hosts,
    opened,
    errors,
    handlers,
    session,
    ipcMain,
    log,
  }
}
