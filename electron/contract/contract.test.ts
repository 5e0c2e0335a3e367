import { expect, test } from 'vitest'
import { contract } from './contract.ts'

test('no procedure is called like something that every function or promise has: clients are proxies over functions', () => {
  const taken = new Set([
    ...Object.getOwnPropertyNames(Function.prototype),
    ...Object.getOwnPropertyNames(Object.prototype),
    'then',
    'catch',
    'finally',
    'key',
    'queryKey',
  ])
  const names = Object.values(contract).flatMap((domain) => Object.keys(domain))
  expect(names.length).toBeGreaterThan(40)
  expect(names.filter((name) => taken.has(name))).toEqual([])
})
