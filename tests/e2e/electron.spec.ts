import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { _electron, expect, test } from 'playwright/test'

/** Path of Electron's executable, where somebody fetched it; the package itself brings types only. */
function electronExecutable(): string | undefined {
  try {
    const path: unknown = createRequire(import.meta.url)('electron')
    return typeof path === 'string' && existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

test('the packaged shell opens one guarded window on our page', async () => {
  const executablePath = electronExecutable()
  test.skip(!executablePath, "Electron's executable is not on this machine")
  const root = join(import.meta.dirname, '../..')
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
