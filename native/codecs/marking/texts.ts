import type { MarkingProblem } from './marking-code.ts'
import type { Repair } from './normalise.ts'

interface Text {
  readonly ru: string
  readonly en: string
}

/** Signs of a scanner that is set up wrongly; the code itself could be read. */
export const repairTexts: Readonly<Record<Repair, Text>> = {
  terminator: { ru: 'В конце кода остался служебный символ', en: 'terminator not stripped' },
  'russian-layout': { ru: 'Код пришёл в русской раскладке', en: 'typed under the Russian keyboard layout' },
  'aim-identifier': {
    ru: 'Перед кодом стоит идентификатор символики AIM',
    en: 'AIM prefix: strip and use as proof of GS1 Data Matrix',
  },
  'leading-separator': {
    ru: 'Код начинается с разделителя GS',
    en: 'leading FNC1 transmitted as GS: strip before use',
  },
  'leading-e8': { ru: 'Признак GS1 передан байтом E8', en: 'leading FNC1 delivered as byte E8 (ASCII 232)' },
  substitute: { ru: 'Вместо разделителя GS сканер передал другие символы', en: 'GS replaced by other characters' },
  brackets: { ru: 'Код записан со скобками, как его печатают для людей', en: 'brackets of the printed form' },
  'doubled-quotes': { ru: 'Кавычки в коде удвоены', en: 'quotes doubled by CSV' },
  'superfluous-separator': { ru: 'Лишний разделитель GS', en: 'superfluous GS' },
}

export const problemTexts: Readonly<Record<MarkingProblem, Text>> = {
  'not-a-marking-code': { ru: 'Это не код маркировки', en: 'not a marking code' },
  'wrong-check-digit': { ru: 'Контрольная цифра кода товара неверна', en: 'wrong check digit of the GTIN' },
  'separators-lost': {
    ru: 'Разделители GS потеряны и восстановлены по длине: отсканируйте ещё раз',
    en: 'GS lost and restored by length: scan again',
  },
  glued: { ru: 'Два кода склеены: отсканируйте по одному', en: 'two codes glued: scan one at a time' },
  'unknown-layout': {
    ru: 'Разделители GS потеряны, восстановить код нельзя: отсканируйте ещё раз',
    en: 'GS lost and no layout fits: scan again',
  },
  cut: { ru: 'Код обрезан', en: 'cut code' },
  'identification-only': {
    ru: 'В коде нет части для проверки подлинности',
    en: 'the part that proves the code is missing',
  },
  'letter-case': {
    ru: 'Все буквы одного регистра: проверьте Caps Lock и настройку сканера',
    en: 'scanner or Caps Lock changed the letter case: check code no longer matches',
  },
  'check-code-length': { ru: 'Код проверки не той длины', en: 'check code has a wrong length' },
  'sandbox-code': { ru: 'Учебный код: в продажу такой не пойдёт', en: 'sandbox code: not for sale' },
}
