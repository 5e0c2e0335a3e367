import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const fixtures = join(import.meta.dirname, 'bad-fixtures')

function lint(...paths: string[]): { status: number | null; output: string } {
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/oxlint/bin/oxlint'), '--no-ignore', '-c', join(root, '.oxlintrc.json'), ...paths],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return { status: run.status, output: run.stdout + run.stderr }
}

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesIn(path)
    else yield path
  }
}

describe('who may import whom', () => {
  const bad = [...filesIn(fixtures)]

  test('has trespassers to catch', () => expect(bad.length).toBeGreaterThanOrEqual(7))

  test.each(bad.map((path) => relative(fixtures, path)))('%s is caught', (path) => {
    const { status, output } = lint(join(fixtures, path))
    expect(status, output).not.toBe(0)
    expect(output).toContain('stykovka(layering)')
  })

  test('a file that keeps to its room is not', () => {
    const { status, output } = lint(join(root, 'native/discovery/discover.ts'))
    expect(output).not.toContain('stykovka(layering)')
    expect(status, output).toBe(0)
  })
})
