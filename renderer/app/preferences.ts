import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { i18n as I18n } from 'i18next'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preferences } from '../../electron/contract/system.ts'
import { api, client } from '../rpc/client.ts'

const key = 'stykovka-preferences'
const defaults: Preferences = { language: 'ru', theme: 'system' }

/** What the person chose last time at this window, so that the first paint is already right. */
export function rememberedPreferences(): Preferences {
  try {
    const stored = JSON.parse(window.localStorage.getItem(key) ?? '{}') as Partial<Preferences>
    return {
      language: stored.language === 'en' ? 'en' : defaults.language,
      theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : defaults.theme,
    }
  } catch {
    return defaults
  }
}

export function showPreferences(preferences: Preferences, i18n: I18n): void {
  const root = document.documentElement
  root.lang = preferences.language
  if (preferences.theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = preferences.theme
  if (i18n.language !== preferences.language) void i18n.changeLanguage(preferences.language)
  document.title = i18n.t('ui.product', { lng: preferences.language })
  window.localStorage.setItem(key, JSON.stringify(preferences))
}

/** The host keeps the preferences; the window shows them at once and tells the host. */
export function usePreferences() {
  const queryClient = useQueryClient()
  const { i18n } = useTranslation()
  const query = useQuery(api.system.preferences.queryOptions({ staleTime: Infinity }))
  const queryKey = api.system.preferences.queryKey()
  const save = useMutation({
    mutationFn: (change: Partial<Preferences>) => client.system.savePreferences(change),
    onMutate: (change) => {
      const before = queryClient.getQueryData(queryKey) ?? rememberedPreferences()
      queryClient.setQueryData(queryKey, { ...before, ...change })
    },
    onSuccess: (saved) => queryClient.setQueryData(queryKey, saved),
    onError: () => queryClient.invalidateQueries({ queryKey }),
  })
  const preferences = query.data ?? rememberedPreferences()
  useEffect(() => showPreferences(preferences, i18n), [preferences, i18n])
  return { preferences, change: save.mutate, error: save.error }
}
