import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, expect, test } from 'playwright/test'

const root = join(import.meta.dirname, '../..')

/** Path of Electron's executable, where somebody fetched it. Asking the package itself would make it try to. */
function electronExecutable(): string | undefined {
  const folder = join(root, 'node_modules/electron')
  const name = join(folder, 'path.txt')
  const path = existsSync(name) ? join(folder, 'dist', readFileSync(name, 'utf8')) : undefined
  return path && existsSync(path) ? path : undefined
}

test('the packaged shell opens one guarded window on our page', async () => {
  const executablePath = electronExecutable()
  test.skip(!executablePath, "Electron's executable is not on this machine")
  const application = await _electron.launch({ executablePath: executablePath as string, args: [root, '--virtual'] })
  try {
    const window = await application.firstWindow()
    await expect(window.getByRole('navigation')).toBeVisible()
    expect(window.url()).toMatch(/^app:\/\/stykovka\//u)
    expect(await window.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false)
  } finally {
    await application.close()
  }
})
