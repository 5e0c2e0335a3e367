import { describe, expect, test } from 'vitest'
import { isLoopbackHost, isOwnOrigin, refusal } from './loopback-guard.ts'

describe('the guard of a loopback server', () => {
  test.each([
    ['127.0.0.1:4100', true],
    ['localhost:4100', true],
    ['LOCALHOST:4100', true],
    ['[::1]:4100', true],
    ['127.0.0.1:4101', false],
    ['127.0.0.1', false],
    ['shop.example:4100', false],
    ['127.0.0.1.shop.example:4100', false],
    ['localhost.shop.example:4100', false],
    ['127.0.0.1:4100@shop.example', false],
    ['127.1:4100', false],
    ['0.0.0.0:4100', false],
    ['192.168.1.10:4100', false],
    ['', false],
    [undefined, false],
  ])('host %s: %s', (host, allowed) => {
    expect(isLoopbackHost(host, 4100)).toBe(allowed)
  })

  test.each([
    ['http://127.0.0.1:4100', '127.0.0.1:4100', true],
    ['http://localhost:4100', 'localhost:4100', true],
    ['http://localhost:4100', '127.0.0.1:4100', false],
    ['https://127.0.0.1:4100', '127.0.0.1:4100', false],
    ['http://127.0.0.1:4101', '127.0.0.1:4100', false],
    ['http://shop.example', '127.0.0.1:4100', false],
    ['null', '127.0.0.1:4100', false],
    ['file://', '127.0.0.1:4100', false],
    [undefined, '127.0.0.1:4100', false],
  ])('origin %s at %s: %s', (origin, host, allowed) => {
    expect(isOwnOrigin(origin, host, 4100)).toBe(allowed)
  })

  const good = { host: '127.0.0.1:4100', origin: undefined, secFetchSite: undefined, remoteAddress: '127.0.0.1' }
  test.each([
    ['a program on this machine', good, undefined],
    ['our page', { ...good, origin: 'http://127.0.0.1:4100', secFetchSite: 'same-origin' }, undefined],
    ['an address typed in', { ...good, secFetchSite: 'none' }, undefined],
    ['a foreign page', { ...good, origin: 'https://shop.example' }, 'origin'],
    ['a sandboxed frame', { ...good, origin: 'null' }, 'origin'],
    ['a foreign link', { ...good, secFetchSite: 'cross-site' }, 'site'],
    ['a name bound to us', { ...good, host: 'shop.example:4100' }, 'host'],
    ['another machine', { ...good, remoteAddress: '192.168.1.20' }, 'remote'],
    ['a mapped address', { ...good, remoteAddress: '::ffff:127.0.0.1' }, undefined],
    ['no address', { ...good, remoteAddress: undefined }, 'remote'],
  ])('%s', (_name, request, expected) => {
    expect(refusal(request, 4100)).toBe(expected)
  })
})
