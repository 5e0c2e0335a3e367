import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

test('the search for unused code finds what nobody uses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unused-'))
  try {
    for (const name of ['package.json', 'knip.json', 'tsconfig.json', 'native', 'electron/host', 'electron/contract']) {
      cpSync(join(root, name), join(folder, name), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'native/foundation/nobody-uses-this.ts'), 'export const forgotten = 1\n')
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/knip/bin/knip.js'), '--no-progress', '--include', 'files'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
    expect(status).not.toBe(0)
    expect(stdout).toContain('nobody-uses-this.ts')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
