import { preferencesSchema, type Preferences } from '../../contract/system.ts'
import type { Store } from '../store/store.ts'

const defaults: Preferences = { language: 'ru', theme: 'system' }

/** What the person likes. A stored value that no longer fits is left aside, never an error. */
export async function readPreferences(store: Store): Promise<Preferences> {
  const text = await store.run('settings.read', { name: 'preferences' })
  try {
    return { ...defaults, ...preferencesSchema.partial().parse(JSON.parse(text ?? '{}')) } as Preferences
  } catch {
    return defaults
  }
}

export async function savePreferences(
  store: Store,
  change: { language?: Preferences['language'] | undefined; theme?: Preferences['theme'] | undefined },
): Promise<Preferences> {
  const present = await readPreferences(store)
  const preferences = { language: change.language ?? present.language, theme: change.theme ?? present.theme }
  await store.run('settings.write', { name: 'preferences', value: JSON.stringify(preferences) })
  return preferences
}
