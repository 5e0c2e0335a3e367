import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import schema from 'app-builder-lib/scheme.json' with { type: 'json' }
import manifest from '../../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '../..')
const configuration = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema)

describe('electron-builder.yml', () => {
  test("passes the builder's own schema", () => {
    validate(configuration)
    expect(validate.errors ?? []).toEqual([])
  })

  test('a misspelt key and a misspelt fuse do not pass', () => {
    expect(validate({ ...configuration, asarUnpck: [] })).toBe(false)
    expect(validate({ ...configuration, electronFuses: { runAsNod: false } })).toBe(false)
  })

  test('sets every fuse that the builder knows', () => {
    expect(configuration['electronFuses']).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  test('names files that exist', () => {
    const { linux } = configuration as { linux: { extraFiles: { from: string }[] } }
    for (const { from } of linux.extraFiles) expect(existsSync(join(root, from)), from).toBe(true)
    expect(configuration['npmRebuild']).toBe(false)
  })
})

describe('dependencies', () => {
  test('are pinned exactly', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    for (const [name, version] of Object.entries(all)) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/u)
  })

  test('every native module is a dependency of the application, for what stands among the tools is bundled', () => {
    for (const name of ['better-sqlite3', 'serialport', 'node-hid', 'usb'])
      expect(manifest.dependencies).toHaveProperty(name)
  })

  test('no native module is bound to a version of Node', () => {
    const binaries = [...nativeFiles(join(root, 'node_modules'))].filter(
      (path) => path.includes('linux-x64') || path.includes('linux-glibc'),
    )
    expect(binaries.length).toBeGreaterThan(0)
    for (const path of binaries) {
      const text = readFileSync(path, 'latin1')
      expect(/napi_(register_module_v1|module_register)/u.test(text), path).toBe(true)
      expect(text.includes('node_module_register'), path).toBe(false)
    }
  })

  test('oRPC is the version that the lock file was made for, everywhere', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string }>
    }
    const versions = Object.entries(lock.packages).filter(([name]) => /node_modules\/@orpc\/[^/]+$/u.test(name))
    expect(versions.length).toBeGreaterThan(3)
    for (const [name, { version }] of versions) expect(version, name).toBe('1.16.1')
  })
})

function* nativeFiles(folder: string, depth = 0): Generator<string> {
  if (depth > 6) return
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* nativeFiles(path, depth + 1)
    else if (entry.name.endsWith('.node')) yield path
  }
}
