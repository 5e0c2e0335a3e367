import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { I18nProvider } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { router } from './router.tsx'

/** The window: store, language of the components, and the routes. */
export function App({ queryClient }: { readonly queryClient: QueryClient }) {
  return (
    <QueryClientProvider client={queryClient}>
      <Localised />
    </QueryClientProvider>
  )
}

function Localised() {
  const { language } = useWords()
  return (
    <I18nProvider locale={language === 'ru' ? 'ru-RU' : 'en-GB'}>
      <RouterProvider router={router} />
    </I18nProvider>
  )
}
