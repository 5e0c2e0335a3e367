import { beforeEach, expect, test } from 'vitest'
import { takeToken } from './token.ts'

beforeEach(() => {
  window.sessionStorage.clear()
  window.history.replaceState(null, '', '/')
})

test('a token is taken out of the address and kept for reloads of the tab', () => {
  window.history.replaceState(null, '', '/?token=abc%2Bd#/check?role=scale')
  expect(takeToken()).toBe('abc+d')
  expect(window.location.href).not.toContain('token')
  expect(window.location.hash).toBe('#/check?role=scale')
  expect(takeToken()).toBe('abc+d')
})

test('a token may stand in the hash', () => {
  window.history.replaceState(null, '', '/#token=xyz')
  expect(takeToken()).toBe('xyz')
  expect(window.location.hash).toBe('')
  window.history.replaceState(null, '', '/#/setup?token=uvw&role=scale')
  expect(takeToken()).toBe('uvw')
  expect(window.location.href).not.toContain('uvw')
})

test('a newer token replaces the older one', () => {
  window.history.replaceState(null, '', '/?token=one')
  takeToken()
  window.history.replaceState(null, '', '/?token=two')
  takeToken()
  expect(takeToken()).toBe('two')
})

test('no token is no token', () => {
  expect(takeToken()).toBeUndefined()
})
