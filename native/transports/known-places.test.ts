import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isInOwnNetwork, isInstalled } from './known-places.ts'

const address = (own: string, netmask: string, internal = false) => ({
  cable: [{ address: own, netmask, family: 'IPv4' as const, mac: '', internal, cidr: null }],
})

test.each([
  ['192.168.137.111', address('192.168.137.1', '255.255.255.0'), true],
  ['192.168.137.111', address('192.168.1.5', '255.255.255.0'), false],
  ['192.168.137.111', address('192.168.137.111', '255.255.255.0'), false],
  ['192.168.137.111', address('127.0.0.1', '255.0.0.0', true), false],
  ['192.168.137.111', address('192.1.1.1', '255.0.0.0'), false],
  ['127.0.0.1', {}, true],
  ['register.local', address('192.168.137.1', '255.255.255.0'), false],
  ['192.168.137.111', {}, false],
])('%s is tried only from its own network', (host, interfaces, expected) => {
  expect(isInOwnNetwork(host, interfaces)).toBe(expected)
})

test('a program is installed if its file is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'))
  writeFileSync(join(folder, 'loadparm.exe'), '')
  expect(await isInstalled(folder, 'loadparm.exe')).toBe(true)
  expect(await isInstalled(folder, 'sb_pilot')).toBe(false)
  rmSync(folder, { recursive: true })
})
