import type { Localized } from '../../../foundation/localized.ts'

const meaning = (ru: string, en: string): Localized => ({ ru, en })

/** Low four bits of the mode byte. */
export const modes: Readonly<Record<number, Localized>> = {
  1: meaning('идёт выдача данных', 'giving out data'),
  2: meaning('смена открыта, прошло меньше 24 часов', 'shift open for less than 24 hours'),
  3: meaning('смена открыта дольше 24 часов', 'shift open for more than 24 hours'),
  4: meaning('смена закрыта', 'shift closed'),
  5: meaning('заблокирована из-за неверного пароля налогового инспектора', 'blocked by a wrong tax inspector password'),
  6: meaning('ждёт подтверждения даты', 'waiting for the date to be confirmed'),
  7: meaning('можно менять положение десятичной точки', 'decimal point may be moved'),
  8: meaning('открыт документ', 'a document is open'),
  9: meaning('разрешено технологическое обнуление', 'technological reset allowed'),
  10: meaning('тестовый прогон', 'test run'),
  11: meaning('печатается полный фискальный отчёт', 'printing the full fiscal report'),
  12: meaning('печатается длинный отчёт ЭКЛЗ', 'printing a long journal report'),
  13: meaning('работа с фискальным подкладным документом', 'fiscal slip document'),
  14: meaning('печатается подкладной документ', 'printing a slip document'),
  15: meaning('подкладной документ сформирован', 'slip document is ready'),
}

/** High four bits of the mode byte while a document is open (mode 8). */
export const openDocuments: Readonly<Record<number, Localized>> = {
  0: meaning('приход', 'sale'),
  1: meaning('расход', 'buy'),
  2: meaning('возврат прихода', 'sale return'),
  3: meaning('возврат расхода', 'buy return'),
  4: meaning('нефискальный документ', 'non-fiscal document'),
}

export const submodes: Readonly<Record<number, Localized>> = {
  0: meaning('бумага есть', 'paper present'),
  1: meaning('бумаги нет, печать не идёт', 'no paper, not printing'),
  2: meaning('бумага кончилась во время печати', 'paper ended while printing'),
  3: meaning('бумага заправлена, ждёт команды продолжить печать', 'paper is back, waits for the command to continue'),
  4: meaning('печатается длинный отчёт', 'printing a long report'),
  5: meaning('идёт печать', 'printing'),
}

export const unknownMode = (code: number): Localized => meaning(`режим ${code}`, `mode ${code}`)

/** Bits of the 16-bit flag field of 10h and 11h. Which of them are wired depends on the model. */
export const statusFlag = {
  journalRoll: 1 << 0,
  receiptRoll: 1 << 1,
  journalPaper: 1 << 6,
  receiptPaper: 1 << 7,
  journalLever: 1 << 8,
  receiptLever: 1 << 9,
  coverOpen: 1 << 10,
  drawerOpen: 1 << 11,
} as const

/** Bits of the model flags of F7h that the driver uses. */
export const modelFlag = {
  cutter: 1n << 13n,
  drawerSensor: 1n << 15n,
  variableLengthTexts: 1n << 23n,
  linkV2: 1n << 28n,
  lastPrintResult: 1n << 34n,
  errorText: 1n << 36n,
} as const
