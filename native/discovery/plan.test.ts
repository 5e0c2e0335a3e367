import { expect, test } from 'vitest'
import { families } from '../drivers/fiscal-register/index.ts'
import { planAttempts } from './plan.ts'

const orderAt = (path: string): string[] =>
  planAttempts({ identity: path, kind: 'tcp', path }, families).map(({ family }) => family.manifest.id)

test('a register whose paper HTTP would feed is found before HTTP is tried, at any address', () => {
  for (const path of ['192.168.1.7:4001', '127.0.0.1:9100']) {
    expect(orderAt(path)).toContain('pirit')
    expect(orderAt(path).at(-1)).toBe('atol-web')
  }
})

test('at its own port the web server is asked first', () => {
  expect(orderAt('127.0.0.1:16732')[0]).toBe('atol-web')
})
