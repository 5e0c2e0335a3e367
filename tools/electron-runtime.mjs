import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const folder = join(root, 'node_modules/electron')
/** A machine that could not fetch the runtime once is not kept waiting at every start; after a day it is tried again. */
const memory = join(root, 'out/electron-not-fetched')
const rememberFor = 24 * 3_600_000
const longestFetch = 120_000

/** Path of Electron's executable, fetched once if it can be; or why there is none. */
export function findElectron(node) {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { reason: 'нет графического экрана' }
  const present = installedElectron()
  if (present) return { path: present }
  if (!existsSync(join(folder, 'install.js'))) return { reason: 'пакет electron не установлен' }
  if (existsSync(memory) && Date.now() - statSync(memory).mtimeMs < rememberFor)
    return { reason: 'среда Electron не загружена' }
  const { status } = spawnSync(node, [join(folder, 'install.js')], {
    cwd: root,
    stdio: 'ignore',
    timeout: longestFetch,
  })
  const fetched = status === 0 ? installedElectron() : undefined
  if (fetched) return { path: fetched }
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(memory, '')
  return { reason: 'среду Electron не удалось загрузить' }
}

/** Read from the package's own note of where it unpacked; asking the package itself would begin to fetch. */
function installedElectron() {
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return undefined
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(note, 'utf8').trim())
  return existsSync(path) ? path : undefined
}
