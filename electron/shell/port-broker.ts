import type { WebContents } from 'electron'
import type { ElectronApi } from './electron-api.ts'
import type { HostProcess } from './host-process.ts'
import { isOwnMainFrame } from './origins.ts'

/** The only channel between page and shell: «give me a port to the host». Everything else goes over that port. */
export const portWanted = 'stykovka-port-wanted'
export const portChannel = 'stykovka-port'

/**
 * Connects windows with the host. A window asks once; after the host was restarted every window that ever asked gets a
 * new port, which replaces the dead one.
 */
export class PortBroker {
  readonly #electron: Pick<ElectronApi, 'ipcMain' | 'MessageChannelMain'>
  readonly #windows = new Set<WebContents>()
  #host: HostProcess | undefined

  constructor(electron: Pick<ElectronApi, 'ipcMain' | 'MessageChannelMain'>) {
    this.#electron = electron
    electron.ipcMain.on(portWanted, (event) => {
      if (!isOwnMainFrame(event)) return
      this.#remember(event.sender)
      this.#connect(event.sender)
    })
  }

  /** A host has started: connects every window that waits. */
  useHost(host: HostProcess): void {
    this.#host = host
    for (const contents of this.#windows) this.#connect(contents)
  }

  loseHost(): void {
    this.#host = undefined
  }

  #remember(contents: WebContents): void {
    if (this.#windows.has(contents)) return
    this.#windows.add(contents)
    contents.once('destroyed', () => this.#windows.delete(contents))
  }

  #connect(contents: WebContents): void {
    if (!this.#host || contents.isDestroyed()) return
    const { port1, port2 } = new this.#electron.MessageChannelMain()
    this.#host.handOver(port1)
    contents.postMessage(portChannel, null, [port2])
  }
}
