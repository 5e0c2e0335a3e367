import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../electron/contract/error-catalogue.ts'
import type { Evidence, Localized } from '../../electron/contract/vocabulary.ts'
import type { Language } from './catalogue.ts'
import * as format from './format.ts'

type Parameters = Record<string, unknown>
export type Words = ReturnType<typeof useWords>

/** Texts and figures in the person's language. */
export function useWords() {
  const { t: translate, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'ru'
  return useMemo(() => {
    const t = (key: string, parameters?: Parameters): string => translate(key, { ...parameters })
    const has = (key: string): boolean => i18n.exists(key)
    /** The first of the keys that has a text; the last is the word of last resort. */
    const first = (keys: readonly string[], parameters?: Parameters): string =>
      t(keys.find((key) => has(key)) ?? keys.at(-1) ?? '', parameters)
    const local = (text: Localized): string => text[language]
    return {
      language,
      t,
      has,
      first,
      local,
      kopecks: (value: number) => format.formatKopecks(value, language),
      kilograms: (milligrams: number, division?: number) => format.formatKilograms(milligrams, division, language),
      number: (value: number, digits?: number) => format.formatNumber(value, language, digits),
      failure: (failure: Failure) => failureTexts(failure, language, { t, has }),
      evidence: (evidence: Evidence) => evidenceTexts(evidence, language, { t, has }),
    }
  }, [translate, i18n, language])
}

interface Catalogue {
  t(key: string, parameters?: Parameters): string
  has(key: string): boolean
}

export interface FailureTexts {
  readonly what: string
  readonly todo: string | undefined
  /** The device's own words, if it had any. */
  readonly detail: string | undefined
}

/** What happened and what to do, out of the catalogue. Data that the host sends fills the places in the text. */
export function failureTexts(failure: Failure, language: Language, { t, has }: Catalogue): FailureTexts {
  const parameters: Parameters = {}
  for (const [name, value] of Object.entries(failure.data)) {
    parameters[name] = value !== null && typeof value === 'object' ? value[language] : (value ?? '')
  }
  const base = `errors.${failure.code}`
  const words = parameters['deviceText'] ?? parameters['detail']
  return {
    what: has(`${base}.what`) ? t(`${base}.what`, parameters) : t('ui.failure.unknown', { code: failure.code }),
    todo: has(`${base}.todo`) ? t(`${base}.todo`, parameters) : undefined,
    detail: typeof words === 'string' && words !== '' ? words : undefined,
  }
}

export interface EvidenceTexts {
  readonly label: string
  readonly value: string
}

/** Kilograms that come as text, to keep the device's own number of digits. */
const weights = new Set(['weight', 'netWeight', 'tare'])

/** A label and a value that a person can read; units come from the name's ending. */
export function evidenceTexts(evidence: Evidence, language: Language, { t, has }: Catalogue): EvidenceTexts {
  const { name, value } = evidence
  const label = has(`evidence.${name}`) ? t(`evidence.${name}`) : name
  if (typeof value === 'boolean') return { label, value: t(value ? 'ui.yes' : 'ui.no') }
  if (typeof value === 'string') {
    const named = `evidenceValues.${name}.${value}`
    if (value !== '' && !value.includes('.') && has(named)) return { label, value: t(named) }
    if (weights.has(name) && language === 'ru') return { label, value: value.replace('.', ',') }
    if (/\dZ$/.test(value)) return { label, value: format.formatInstant(value) }
    // The separator of GS1 elements has no shape in most fonts.
    return { label, value: format.formatDeviceTime(value).replaceAll('␝', '‹GS›') }
  }
  if (/milligrams$/i.test(name))
    return { label, value: `${format.formatKilograms(value, 1000, language)}\u00a0${t('ui.units.kg')}` }
  if (/kopecks$/i.test(name)) return { label, value: format.formatKopecks(value, language) }
  return { label, value: format.formatNumber(value, language, 3) }
}
