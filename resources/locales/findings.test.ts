import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rules } from '../../native/judgement/index.ts'

interface Catalogue {
  readonly findings: Readonly<Record<string, { readonly title: string; readonly text: string }>>
  readonly findingValues: Readonly<Record<string, Readonly<Record<string, string>>>>
}
const read = (language: string) =>
  JSON.parse(readFileSync(new URL(`./${language}/host.json`, import.meta.url), 'utf8')) as Catalogue
const [ru, en] = [read('ru'), read('en')]
const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name).sort()

test('every rule has its texts in both languages, and no text is left of a rule that is gone', () => {
  expect(Object.keys(ru.findings).sort()).toEqual(Object.keys(rules).sort())
  expect(Object.keys(en.findings).sort()).toEqual(Object.keys(rules).sort())
})

test.each(Object.keys(rules))('%s says the same in both languages', (rule) => {
  const [russian, english] = [ru.findings[rule], en.findings[rule]]
  expect(places(russian?.text ?? '')).toEqual(places(english?.text ?? ''))
  expect(english?.text).not.toMatch(/[а-яё]/iu)
  expect(russian?.title).toMatch(/[а-яё]/iu)
})

test('values are named in both languages', () => {
  for (const name of Object.keys(ru.findingValues))
    expect(Object.keys(en.findingValues[name] ?? {}).sort()).toEqual(Object.keys(ru.findingValues[name] ?? {}).sort())
})
