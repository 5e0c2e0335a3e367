import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { systemClock } from '../../native/foundation/clock.ts'
import { defaultDataDirectory } from '../host/data-directory.ts'
import { lockInstance } from '../host/system/instance-lock.ts'
import { findBrowser } from './find-browser.ts'
import { startHostProcess } from './host-process.ts'
import { serveShell } from './serve.ts'
import { Supervisor } from '../supervision/supervisor.ts'

/**
 * The workstation without Electron: a page on loopback in an installed browser, the host in a process of its own.
 * Options: --virtual, --no-open, --data-dir <folder>, --port <number>. Runs until interrupted.
 */
const { values } = parseArgs({
  options: {
    virtual: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    'data-dir': { type: 'string' },
    port: { type: 'string', default: '0' },
  },
})
const complain = (text: string) => process.stderr.write(`${text}\n`)
const dataDirectory = resolve(values['data-dir'] ?? defaultDataDirectory())
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  complain(`Не номер порта: ${values.port}`)
  process.exit(2)
}
const lock = lockInstance(dataDirectory)
if (!lock.locked) {
  complain(`Стыковка уже запущена (процесс ${lock.processId}) с папкой данных ${dataDirectory}`)
  process.exit(1)
}
process.on('exit', lock.release)

const supervisor = new Supervisor({
  clock: systemClock,
  start: (attempt) => startHostProcess({ dataDirectory, virtual: values.virtual, again: attempt > 0 }),
  gaveUp: () => complain('Служба устройств завершилась несколько раз подряд. Закройте программу и запустите её снова.'),
})
supervisor.start()

const server = await serveShell({
  folder: fileURLToPath(new URL('../../out/renderer', import.meta.url)),
  port,
  findHost: async () => {
    const host = supervisor.current
    if (!host) throw new Error('no host')
    return { port: await host.port, token: host.token }
  },
}).catch(async (error: NodeJS.ErrnoException) => {
  complain(error.code === 'EADDRINUSE' ? `Порт ${port} занят` : error.message)
  await supervisor.stop()
  process.exit(1)
})

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  await server.close()
  await supervisor.stop()
  process.exit(0)
}
process.on('SIGINT', end)
process.on('SIGTERM', end)

const browser = values['no-open'] ? undefined : findBrowser()
if (browser) openWindow(browser)
else process.stdout.write(`${server.address}\n`)

/** A profile of our own, so that the window is not one tab among others and closing it ends the program. */
function openWindow(executable: string): void {
  const profile = join(dataDirectory, 'browser')
  mkdirSync(profile, { recursive: true })
  const window = spawn(
    executable,
    [`--app=${server.address}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check'],
    { stdio: 'ignore' },
  )
  const openedAt = Date.now()
  window.once('error', () => process.stdout.write(`${server.address}\n`))
  window.once('exit', (code) => {
    // A browser that cannot show a window here (no display, started by root) ends at once; the address still works.
    if (code !== 0 && Date.now() - openedAt < 5_000) process.stdout.write(`${server.address}\n`)
    else void end()
  })
}
