import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Set-up of a checkout. Plain JavaScript for the machine's own Node, whatever its age (20 and later). */
export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')

/** Runs a command to its end; ends this process with the command's status if it fails. */
export function run(command, parameters, options = {}) {
  const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: 'inherit', ...options })
  if (error) console.error(`${command}: ${error.message}`)
  if (error || status !== 0) process.exit(status || 1)
}

/** Installs the packages of the lock file, unless they stand there already. */
export function installPackages() {
  const lock = statSync(join(root, 'package-lock.json')).mtimeMs
  const installed = join(root, 'node_modules/.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= lock) return
  // Not `npm ci`: it refuses a lock file without the optional binaries of other systems, which a mirror may not carry.
  // `--no-save` keeps to the versions of the lock file all the same and leaves it as it is.
  // Everything that npm says goes to standard error: standard output may be an address or JSON that a script reads.
  run(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    },
  )
}

/** Path of a Node 24: this one if it is new enough, else the one that came from the registry. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const suffix = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(root, 'node_modules/.bin', suffix)
  if (existsSync(path)) return path
  console.error('Node 24 is needed, and the registry has none for this system: install Node 24 and try again.')
  process.exit(1)
}
