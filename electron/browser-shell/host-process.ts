import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { SupervisedProcess } from '../supervision/supervisor.ts'

export interface HostProcess extends SupervisedProcess {
  /** Port on loopback, once it listens. */
  readonly port: Promise<number>
  readonly token: string
  readonly processId: number | undefined
}

/** Starts the host as a process of its own. A host that is started anew goes on with the devices it was left with. */
export function startHostProcess(options: { dataDirectory: string; virtual: boolean; again: boolean }): HostProcess {
  const token = randomBytes(24).toString('base64url')
  const mode = options.again ? ['--as-left'] : options.virtual ? ['--virtual'] : []
  const child = fork(
    fileURLToPath(new URL('../host/host.websocket.ts', import.meta.url)),
    ['--data-dir', options.dataDirectory, ...mode],
    {
      env: { ...process.env, STYKOVKA_HOST_TOKEN: token, NODE_OPTIONS: undefined },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const port = new Promise<number>((resolve, reject) => {
    child.on('message', (message: { kind?: string; port?: number }) => {
      if (message.kind === 'listening' && message.port) resolve(message.port)
    })
    void ended.then(() => reject(new Error('the host has ended')))
  })
  port.catch(() => {})
  return {
    token,
    port,
    ended,
    processId: child.pid,
    async stop() {
      child.kill('SIGTERM')
      const patience = setTimeout(() => child.kill('SIGKILL'), 6_000)
      await ended
      clearTimeout(patience)
    },
  }
}
