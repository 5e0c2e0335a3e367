import type { MessagePortMain, UtilityProcess } from 'electron'
import type { SupervisedProcess } from '../supervision/supervisor.ts'
import { childEnvironment } from './child-environment.ts'
import type { ElectronApi } from './electron-api.ts'

/** How long the host may take to end by itself: its database closes and its ports are given back. */
const stopPatience = 5_000

/** The device host in a process of its own: a crash of a native driver ends it, not the window. */
export class HostProcess implements SupervisedProcess {
  readonly ended: Promise<void>
  readonly #child: UtilityProcess

  constructor(
    { utilityProcess }: Pick<ElectronApi, 'utilityProcess'>,
    entry: string,
    hostArguments: readonly string[],
  ) {
    this.#child = utilityProcess.fork(entry, [...hostArguments], {
      serviceName: 'stykovka-host',
      env: childEnvironment(process.env),
      stdio: 'inherit',
    })
    this.ended = new Promise((resolve) => this.#child.once('exit', () => resolve()))
  }

  /** Gives one end of a channel to the host; the other end is a window's. */
  handOver(port: MessagePortMain): void {
    this.#child.postMessage({ name: 'stykovka-port' }, [port])
  }

  async stop(): Promise<void> {
    this.#child.postMessage({ name: 'stop' })
    const late = setTimeout(() => this.#child.kill(), stopPatience)
    await this.ended
    clearTimeout(late)
  }
}
