import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './setup.mjs'

const rendererSources = [
  'renderer',
  'electron/contract',
  'resources/locales',
  'resources/device-catalogue',
  'vite.renderer.config.ts',
  'package-lock.json',
]
const shellSources = [...rendererSources, 'electron', 'native', 'electron.vite.config.ts']

/** A second start waits for the first one's build; one that was killed in the middle holds nobody up for longer. */
const longestBuild = 180_000

/** Builds the page if it is missing or older than what it is made of. What the build says goes to standard error. */
export function buildRenderer(node) {
  build('renderer', 'out/renderer/index.html', rendererSources, () =>
    run(
      node,
      [
        join(root, 'node_modules/vite/bin/vite.js'),
        'build',
        '--config',
        'vite.renderer.config.ts',
        '--logLevel',
        'warn',
      ],
      {
        stdio: ['ignore', 2, 2],
      },
    ),
  )
}

/** Builds shell, host and page for Electron, if they are missing or older than their sources. */
export function buildShell(node) {
  build('shell', 'out/main/index.js', shellSources, () =>
    run(node, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], {
      stdio: ['ignore', 2, 2],
    }),
  )
}

function build(name, result, sources, work) {
  if (!isStale(result, sources)) return
  const lock = join(root, `out/${name}.lock`)
  mkdirSync(join(root, 'out'), { recursive: true })
  takeLock(lock)
  try {
    if (isStale(result, sources)) work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function isStale(result, sources) {
  const path = join(root, result)
  if (!existsSync(path)) return true
  const built = statSync(path).mtimeMs
  return sources.some((source) => newest(join(root, source)) > built)
}

function newest(path) {
  if (!existsSync(path)) return 0
  const state = statSync(path)
  if (!state.isDirectory()) return state.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function takeLock(lock) {
  for (;;) {
    try {
      mkdirSync(lock)
      process.once('exit', () => rmSync(lock, { recursive: true, force: true }))
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > longestBuild)
      rmSync(lock, { recursive: true, force: true })
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
}
