import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, expect, type Browser, type Page } from 'playwright/test'

const root = join(import.meta.dirname, '../..')
const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

export const sizes = {
  till: { width: 1366, height: 768 },
  touch: { width: 1024, height: 768 },
} as const

/** The workstation as a person starts it: `npm start`'s own script, on the virtual bench, with a data folder of its own. */
export class Workstation {
  readonly dataDirectory: string
  #process: ChildProcess | undefined

  constructor(dataDirectory = mkdtempSync(join(tmpdir(), 'stykovka-'))) {
    this.dataDirectory = dataDirectory
  }

  /** Starts and returns the address to open. Standard output carries that one line and nothing else. */
  async start(): Promise<string> {
    const child = spawn(
      process.execPath,
      [join(root, 'tools/start.mjs'), '--virtual', '--no-open', '--data-dir', this.dataDirectory],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    this.#process = child
    return new Promise((resolve, reject) => {
      let output = ''
      child.stdout.on('data', (piece: Buffer) => {
        output += piece.toString()
        const address = /^(http:\/\/127\.0\.0\.1:\d+\/\S*)\n/u.exec(output)?.[1]
        if (address) resolve(address)
      })
      child.once('exit', (status) => reject(new Error(`the workstation ended with ${status}: ${output}`)))
    })
  }

  /** Interrupts it, as Ctrl+C does, and waits for its end. */
  async stop(): Promise<number | null> {
    const child = this.#process
    if (!child || child.exitCode !== null) return child?.exitCode ?? null
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    return ended
  }

  remove(): void {
    rmSync(this.dataDirectory, { recursive: true, force: true })
  }
}

export function launchBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('No Chromium is installed')
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What went wrong in the page that no assertion looks at: errors of scripts, refusals of the security policy. */
export function watchForTrouble(page: Page): string[] {
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`)
  })
  void page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  return trouble
}

/** Nothing on the screen keeps a person with a disability out, as far as axe can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  // The component library speaks through a hidden node that names the button it spoke of, which may be gone by now.
  const { violations } = await new AxeBuilder({ page })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const found = violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
  )
  expect(found).toEqual([])
}
