import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
const sheets = Object.fromEntries(
  globSync('**/*.css', { cwd: folder }).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
)

/** A colour or a size written where only a token's name may stand. */
const value = /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|(?<![\w-])\d*\.?\d+(?:px|rem)\b/gi

test('no style sheet but the tokens holds a colour or a size', () => {
  const offenders = Object.entries(sheets)
    .filter(([path]) => !path.endsWith('tokens.css'))
    .flatMap(([path, text]) => [...text.matchAll(value)].map(([found]) => `${path}: ${found}`))
  expect(offenders).toEqual([])
  expect(Object.keys(sheets).length).toBeGreaterThan(30)
})

test('every token that a style sheet names exists', () => {
  const tokens = Object.entries(sheets).find(([path]) => path.endsWith('tokens.css'))![1]
  const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name!))
  known.add('--trigger-width')
  const unknown = Object.entries(sheets).flatMap(([path, text]) =>
    [...text.matchAll(/var\((--[\w-]+)\)/g)]
      .filter(([, name]) => !known.has(name!))
      .map(([, name]) => `${path}: ${name}`),
  )
  expect(unknown).toEqual([])
})

test('the test sees what it looks for', () => {
  expect('color: #fff; width: 12px; margin: 1.5rem; inset: var(--space-2)'.match(value)).toEqual([
    '#fff',
    '12px',
    '1.5rem',
  ])
})
