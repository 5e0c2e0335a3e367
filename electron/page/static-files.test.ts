import { expect, test } from 'vitest'
import { relativePath } from './static-files.ts'

test.each([
  ['/', 'index.html'],
  ['/assets/index-C77ONCNr.js', 'assets/index-C77ONCNr.js'],
  ['/assets/inter-cyrillic.woff2', 'assets/inter-cyrillic.woff2'],
  ['/../package.json', undefined],
  ['/..%2fpackage.json', undefined],
  ['/%2e%2e/package.json', undefined],
  ['/assets/%2e%2e/%2e%2e/package.json', undefined],
  ['/assets//index.js', undefined],
  ['/.env', undefined],
  ['/assets/.hidden.js', undefined],
  ['/C:/windows/win.ini', undefined],
  ['/..\\package.json', undefined],
  ['/%E0%A4%A', undefined],
  ['/a\0.js', undefined],
  ['', undefined],
])('%s is %s', (path, expected) => {
  expect(relativePath(path)).toBe(expected)
})
