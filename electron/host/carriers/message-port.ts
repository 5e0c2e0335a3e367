import type { Host } from '../create-host.ts'
import { serveMessagePort, type HostPort } from '../rpc/serve.ts'

/** Electron's `process.parentPort`, as far as we use it. The shell sends each window's port with a message of its own. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): unknown
}
export interface ElectronPort extends HostPort {
  start(): void
}

/** Serves every window whose port the shell hands over. */
export function serveParentPort(host: Host, parentPort: ParentPort): void {
  parentPort.on('message', ({ ports }) => {
    for (const port of ports) {
      serveMessagePort(
        host.router,
        port,
        host.openConnection(),
        (message) => (message as { data?: unknown } | null)?.data,
      )
      port.start()
    }
  })
}

/** Serves one window over a port of Node's `worker_threads`, whose messages come unwrapped. */
export function serveNodePort(host: Host, port: HostPort): void {
  serveMessagePort(host.router, port, host.openConnection(), (message) => message)
}
