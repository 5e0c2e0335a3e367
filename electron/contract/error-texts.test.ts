import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { errorCodes } from './error-catalogue.ts'

const folder = new URL('../../resources/locales/', import.meta.url)
const read = (language: string, file: string) =>
  JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8')) as Record<string, unknown>

function keysOf(tree: unknown, path = ''): string[] {
  if (typeof tree !== 'object' || tree === null) return [path]
  return Object.entries(tree).flatMap(([name, value]) => keysOf(value, path === '' ? name : `${path}.${name}`))
}

function textOf(tree: unknown, key: string): string {
  const value = key
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], tree)
  return typeof value === 'string' ? value : ''
}

describe.each(['ru', 'en'])('errors in %s', (language) => {
  const catalogue = read(language, 'errors.json')

  test.each(errorCodes)('%s says what happened and what to do', (code) => {
    for (const part of ['what', 'todo'])
      expect(textOf(catalogue, `errors.${code}.${part}`)).toMatch(/^\p{Lu}.{6,}[.?!]$/su)
  })

  test('has no text for a code that nobody can throw', () => {
    const expected = errorCodes.flatMap((code) => [`errors.${code}.todo`, `errors.${code}.what`])
    expect(keysOf(catalogue).toSorted()).toEqual(expected.toSorted())
  })
})

/** Plural forms differ by language: Russian has four, English two. */
const withoutPlural = (key: string) => key.replace(/_(?:zero|one|two|few|many|other)$/u, '')

describe('every file of texts', () => {
  const files = readdirSync(new URL('ru/', folder))

  test('stands in both languages', () => {
    expect(readdirSync(new URL('en/', folder)).toSorted()).toEqual(files.toSorted())
  })

  test.each(files)('%s has the same keys and the same places to fill in', (file) => {
    const [russian, english] = [read('ru', file), read('en', file)]
    const keys = (tree: unknown) => [...new Set(keysOf(tree).map(withoutPlural))].toSorted()
    expect(keys(english)).toEqual(keys(russian))
    const places = (text: string) => [...new Set(text.match(/\{\{[^}]+\}\}/gu) ?? [])].toSorted()
    for (const key of keysOf(russian)) {
      if (withoutPlural(key) !== key) continue
      expect([key, places(textOf(english, key))]).toEqual([key, places(textOf(russian, key))])
    }
  })
})
