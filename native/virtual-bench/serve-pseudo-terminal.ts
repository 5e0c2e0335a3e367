import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { DeviceSimulator } from '../drivers/device-simulator.ts'
import { serveOnTcp, type ServedDevice } from './serve-tcp.ts'

/** Longer than socat ever takes to make a terminal. */
const patience = 5_000

/**
 * Puts a simulated device behind a pseudo-terminal at `path`, so that the real serial binding opens it like any port.
 * Needs `socat`. A pseudo-terminal knows no speed: a wrong one is simulated by the virtual cable only.
 */
export async function serveOnPseudoTerminal(
  simulator: DeviceSimulator,
  path: string,
): Promise<ServedDevice & { readonly path: string }> {
  const device = await serveOnTcp(simulator)
  const child = spawn(
    'socat',
    [`PTY,link=${path},raw,echo=0,waitslave,pty-interval=0.02`, `TCP:127.0.0.1:${device.port}`],
    {
      stdio: 'ignore',
    },
  )
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  failed.catch(() => {})
  const deadline = Date.now() + patience
  while (!existsSync(path)) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`no pseudo-terminal at ${path}`)
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 10)), failed])
  }
  return {
    path,
    close: async () => {
      child.kill()
      await ended
      await device.close()
    },
  }
}
