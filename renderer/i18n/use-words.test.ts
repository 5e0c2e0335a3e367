import { beforeAll, describe, expect, test } from 'vitest'
import { startI18n } from './i18n.ts'
import { evidenceTexts, failureTexts } from './use-words.ts'

const texts: Record<string, string> = {
  'errors.link.busy.what': 'Порт {{path}} занят другой программой.',
  'errors.link.busy.todo': 'Закройте её.',
  'errors.device.refused.what': 'Отказ: {{deviceText}}',
  'evidence.netWeight': 'Масса нетто, кг',
  'evidence.shiftState': 'Смена',
  'evidenceValues.shiftState.open': 'открыта',
  'ui.failure.unknown': 'Что-то пошло не так: {{code}}.',
  'ui.yes': 'да',
  'ui.no': 'нет',
  'ui.units.kg': 'кг',
}
const catalogue = {
  has: (key: string) => key in texts,
  t: (key: string, parameters: Record<string, unknown> = {}) =>
    (texts[key] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => String(parameters[name])),
}

describe('a failure', () => {
  test('says what happened and what to do, with the host’s data in place', () => {
    expect(failureTexts({ code: 'link.busy', data: { path: 'COM4' } }, 'ru', catalogue)).toEqual({
      what: 'Порт COM4 занят другой программой.',
      todo: 'Закройте её.',
      detail: undefined,
    })
  })

  test('speaks the vendor’s words in the person’s language', () => {
    const failure = { code: 'device.refused', data: { deviceText: { ru: 'нет бумаги', en: 'no paper' } } } as const
    expect(failureTexts(failure, 'ru', catalogue).what).toBe('Отказ: нет бумаги')
    expect(failureTexts(failure, 'en', catalogue).detail).toBe('no paper')
  })

  test('without a text still names its code', () => {
    expect(failureTexts({ code: 'scale.fault', data: {} }, 'ru', catalogue).what).toContain('scale.fault')
  })
})

describe('evidence', () => {
  test.each([
    [{ name: 'sound', value: true }, 'да'],
    [{ name: 'netWeight', value: '1.235' }, '1,235'],
    [{ name: 'shiftState', value: 'open' }, 'открыта'],
    [{ name: 'firmware', value: '1.17' }, '1.17'],
    [{ name: 'validUntil', value: '2028-02-03' }, '03.02.2028'],
    [{ name: 'code', value: '010460␝93' }, '010460‹GS›93'],
    [{ name: 'paidKopecks', value: 10_050 }, '100,50\u00a0₽'],
    [{ name: 'loadMilligrams', value: 500_000 }, '0,500\u00a0кг'],
    [{ name: 'share', value: 0.5 }, '0,5'],
  ])('%o', (evidence, value) => {
    expect(evidenceTexts(evidence, 'ru', catalogue).value).toBe(value)
  })
})

describe('the real catalogue', () => {
  let i18n: ReturnType<typeof startI18n>
  beforeAll(() => {
    i18n = startI18n('ru')
  })

  test('counts in Russian', () => {
    const count = (number: number) => i18n.t('ui.log.documents', { count: number, figure: String(number) })
    expect([1, 2, 5, 11, 21, 22].map(count)).toEqual([
      '1 документ',
      '2 документа',
      '5 документов',
      '11 документов',
      '21 документ',
      '22 документа',
    ])
  })

  test('puts a dash where a figure is missing', () => {
    expect(i18n.t('ui.connection.lost')).toContain('с —.')
  })
})
