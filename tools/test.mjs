import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { findNode, installPackages, root, run } from './setup.mjs'

/**
 * Everything that can be proven without hardware, on a bare Debian machine: lint, types, unit and integration tests,
 * build, and the product in a browser. `npm test -- unit` and the like run one part.
 */
const parts = {
  lint: () => tool('oxlint/bin/oxlint', ['--ignore-pattern', 'tests/architecture/bad-fixtures', '--deny-warnings']),
  unused: () => tool('knip/bin/knip.js', ['--no-progress']),
  types: () => tool('typescript/bin/tsc', ['--noEmit']),
  build: () => tool('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']),
  unit: () => count(vitest(), join(results, 'vitest.json'), countVitest),
  e2e: () => count(playwright(), join(results, 'playwright.json'), countPlaywright),
}

const results = join(root, 'test-results')
const total = { passed: 0, failed: 0, skipped: 0 }

installSystemPackages()
installPackages()
const node = findNode()
const environment = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, FORCE_COLOR: '0' }
mkdirSync(results, { recursive: true })

const wanted = process.argv.slice(2).filter((argument) => argument in parts)
let failed = false
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  console.log(`\n# ${name}`)
  if (!parts[name]()) failed = true
  if (failed && name !== 'unit') break
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(failed ? 1 : 0)

/** Runs a tool of node_modules under Node 24; true if it succeeded. */
function tool(path, parameters, extra = {}) {
  return (
    spawnSync(node, [join(root, 'node_modules', path), ...parameters], {
      cwd: root,
      stdio: 'inherit',
      env: { ...environment, ...extra },
    }).status === 0
  )
}

function vitest() {
  return tool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(results, 'vitest.json')}`,
  ])
}

function playwright() {
  return tool('playwright/cli.js', ['test', '--config', 'tests/e2e/playwright.config.ts'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'playwright.json'),
  })
}

function count(succeeded, path, read) {
  if (existsSync(path)) {
    for (const [kind, number] of Object.entries(read(JSON.parse(readFileSync(path, 'utf8'))))) total[kind] += number
  }
  return succeeded
}

function countVitest(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests }
}

function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected, skipped: stats.skipped }
}

/** Chromium drives the screens, socat makes pseudo-terminals, poppler reads the act, DejaVu has Cyrillic for its pictures. */
function installSystemPackages() {
  const needed = { chromium: '/usr/bin/chromium', socat: '/usr/bin/socat', 'poppler-utils': '/usr/bin/pdftotext' }
  const missing = Object.keys(needed).filter((name) => !existsSync(needed[name]))
  if (missing.length === 0 || process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return
  if (process.getuid() !== 0) {
    console.error(`The tests need ${missing.join(', ')}: install them, or run this as root once.`)
    process.exit(1)
  }
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing, 'fonts-dejavu-core'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
