import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export type Language = 'ru' | 'en'

type Catalogue = { readonly [key: string]: string | Catalogue }

/** The product's own texts, so that a test says what a person reads, in either language. */
export function textsOf(language: Language): (key: string, values?: Record<string, string>) => string {
  const folder = join(import.meta.dirname, '../../resources/locales', language)
  const catalogues = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Catalogue,
  )
  return (key, values = {}) => {
    for (const catalogue of catalogues) {
      let found: string | Catalogue | undefined = catalogue
      for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
      if (typeof found === 'string')
        return found.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => values[name] ?? `{{${name}}}`)
    }
    throw new Error(`No text for ${key} in ${language}`)
  }
}

/** Matches a text with a number in it, whatever its plural form. */
export function anyPluralOf(language: Language, key: string): RegExp {
  const say = textsOf(language)
  const forms = ['one', 'few', 'many', 'other'].flatMap((form) => {
    try {
      return [say(`${key}_${form}`)]
    } catch {
      return []
    }
  })
  const escape = (text: string) => text.replace(/[.*+?^$()|[\]\\]/gu, '\\$&').replace(/\{\{\w+\}\}/gu, '.+')
  return new RegExp(forms.map(escape).join('|'), 'u')
}
