import { describe, expect, test } from 'vitest'
import { catalogueOf, merge, type Texts } from './catalogue.ts'

const sources = import.meta.glob<string>('../**/*.{ts,tsx}', { eager: true, query: '?raw', import: 'default' })
const ours = import.meta.glob<Texts>('../../resources/locales/*/ui.json', { eager: true, import: 'default' })
const plural = /_(one|few|many|other)$/

function flat(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )
}
const textsOf = (language: string) =>
  new Map(flat(Object.entries(ours).find(([path]) => path.includes(`/${language}/`))![1]))
const keysOf = (texts: Map<string, string>) => new Set([...texts.keys()].map((key) => key.replace(plural, '')))
const placesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted()

describe('texts of the screens', () => {
  const ru = textsOf('ru')
  const en = textsOf('en')

  test('both languages have the same keys', () => {
    expect([...keysOf(en)].toSorted()).toEqual([...keysOf(ru)].toSorted())
  })

  test('both languages fill the same places', () => {
    for (const [key, text] of en) if (ru.has(key)) expect([key, placesIn(ru.get(key)!)]).toEqual([key, placesIn(text)])
  })

  test('Russian has every plural form of a key that has one', () => {
    for (const key of ru.keys()) {
      if (!plural.test(key)) continue
      for (const form of ['one', 'few', 'many', 'other']) expect(ru.has(key.replace(plural, `_${form}`))).toBe(true)
    }
  })

  test('every key in the source has a text, and every text a place in the source', () => {
    const source = Object.entries(sources)
      .filter(([path]) => !path.includes('.test.'))
      .map(([, text]) => text)
      .join('\n')
    const literal = new Set([...source.matchAll(/['"`](ui\.[\w.-]+)['"`]/g)].map(([, key]) => key!))
    const patterns = [...source.matchAll(/`(ui\.[^`\s]*\$\{[^`]*?)`/g)].map(
      ([, template]) => new RegExp(`^${template!.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[^ ]+')}$`),
    )
    const keys = keysOf(ru)
    expect([...literal].filter((key) => !keys.has(key))).toEqual([])
    const unused = [...keys].filter((key) => key.startsWith('ui.') && !literal.has(key))
    expect(unused.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([])
    expect(literal.size).toBeGreaterThan(100)
  })
})

test('files of a language become one catalogue, whatever their order', () => {
  const first: Texts = { checks: { scale: { weigh: 'a' } }, ui: { x: '1' } }
  const second: Texts = { checks: { scanner: { scan: 'b' } }, ui: { y: '2' } }
  expect(merge(merge({}, first), second)).toEqual(merge(merge({}, second), first))
  expect(catalogueOf('ru')).toHaveProperty('ui.product', 'Стыковка')
  expect(catalogueOf('en')).toHaveProperty('ui.product', 'Stykovka')
})
