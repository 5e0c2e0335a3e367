import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseAst } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'out')

function* scripts(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* scripts(path)
    else if (/\.c?js$/u.test(entry.name)) yield path
  }
}

/** Names of modules that a built file asks for, however it asks; read from its syntax tree, for minified text holds anything. */
function importsOf(text: string): string[] {
  const found = new Set<string>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (node === null || typeof node !== 'object') return
    const { type, source, callee, arguments: given } = node as Record<string, any>
    if (source?.type === 'Literal' && /^(Import|Export)/u.test(type as string)) found.add(source.value as string)
    if (type === 'CallExpression' && callee?.name === 'require' && given?.[0]?.type === 'Literal')
      found.add(given[0].value as string)
    Object.values(node).forEach(visit)
  }
  visit(parseAst(text).body)
  return [...found]
}

describe('what is packaged', () => {
  beforeAll(() => {
    if (existsSync(join(out, 'main/index.js'))) return
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )
    expect(status, stderr).toBe(0)
  }, 120_000)

  test('only shell and preload know Electron; the host and the page do not', () => {
    const knowing = [...scripts(out)].filter((path) =>
      importsOf(readFileSync(path, 'utf8')).some((name) => name === 'electron' || name.startsWith('electron/')),
    )
    expect(knowing.map((path) => relative(out, path)).sort()).toEqual(['main/index.js', 'preload/index.cjs'])
  })

  test('the preload is one CommonJS file that needs nothing but Electron and exposes nothing', () => {
    expect([...scripts(join(out, 'preload'))].map((path) => relative(out, path))).toEqual(['preload/index.cjs'])
    const text = readFileSync(join(out, 'preload/index.cjs'), 'utf8')
    expect(importsOf(text)).toEqual(['electron'])
    expect(text).not.toMatch(/contextBridge|exposeInMainWorld/u)
  })

  test('the page asks for nothing by name and has the place for its nonce', () => {
    const page = [...scripts(join(out, 'renderer'))]
    expect(page.length).toBeGreaterThan(3)
    for (const path of page) {
      const text = readFileSync(path, 'utf8')
      expect(
        importsOf(text).filter((name) => !name.startsWith('.')),
        path,
      ).toEqual([])
    }
    const html = readFileSync(join(out, 'renderer/index.html'), 'utf8')
    expect(html).toContain('__CSP_NONCE__')
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>[^<]/u)
  })

  test('native modules are left outside the bundle, and are dependencies', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    const asked = new Set([...scripts(join(out, 'main'))].flatMap((path) => importsOf(readFileSync(path, 'utf8'))))
    for (const name of ['better-sqlite3', 'serialport', 'node-hid', 'usb']) expect(asked, name).toContain(name)
    for (const name of asked) {
      if (name.startsWith('.') || name.startsWith('node:') || name.startsWith('electron')) continue
      const packageName = name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')
      expect(dependencies, name).toHaveProperty([packageName])
    }
  })
})
