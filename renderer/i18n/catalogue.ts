export type Language = 'ru' | 'en'
export interface Texts {
  [key: string]: string | Texts
}

const files = import.meta.glob<Texts>('../../resources/locales/*/*.json', { eager: true, import: 'default' })

/** All files of a language as one catalogue. */
export function catalogueOf(language: Language): Texts {
  const merged: Texts = {}
  for (const [path, texts] of Object.entries(files)) if (path.includes(`/${language}/`)) merge(merged, texts)
  return merged
}

/** Adds `from` to `into`, level by level; a later file may add to a branch but not replace it by a text. */
export function merge(into: Texts, from: Texts): Texts {
  for (const [key, value] of Object.entries(from)) {
    const present = into[key]
    if (typeof value === 'object') into[key] = merge(typeof present === 'object' ? present : {}, value)
    else if (typeof present !== 'object') into[key] = value
  }
  return into
}
