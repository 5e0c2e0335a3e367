import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { catalogueOf, type Language } from './catalogue.ts'

export type { Language } from './catalogue.ts'

/** Starts the catalogue in Russian, the language of the shop; the person's choice follows with the preferences. */
export function startI18n(language: Language = 'ru'): typeof i18next {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ru',
    // Codes and names contain colons, so there are no namespaces.
    nsSeparator: false,
    resources: { ru: { translation: catalogueOf('ru') }, en: { translation: catalogueOf('en') } },
    interpolation: { escapeValue: false },
    // Better a dash than a hole in a sentence whose figure the device did not give.
    missingInterpolationHandler: () => '—',
    initAsync: false,
    returnNull: false,
  })
  return i18next
}
