import type { Localized } from '../../../foundation/localized.ts'

const meaning = (ru: string, en: string): Localized => ({ ru, en })

/** «Статус фатального состояния ККТ». Any bit blocks everything, but that with bits 6 and 7 a shift may be closed. */
export const fatalBits: Readonly<Record<number, Localized>> = {
  0: meaning('контрольная сумма энергонезависимой памяти', 'checksum of the non-volatile memory'),
  1: meaning('контрольная сумма конфигурации', 'checksum of the configuration'),
  2: meaning('нет связи с ФН', 'no link with the FN'),
  5: meaning('касса не авторизована', 'register not authorised'),
  6: meaning('фатальная ошибка ФН', 'fatal fault of the FN'),
  8: meaning('карта памяти отсутствует или неисправна', 'memory card missing or faulty'),
}

/** «Статус текущих флагов ККТ». */
export const flag = {
  startMissing: 1 << 0,
  notFiscal: 1 << 1,
  shiftOpen: 1 << 2,
  shiftTooLong: 1 << 3,
  storageClosed: 1 << 4,
  storageNotRegistered: 1 << 5,
  shiftClosingUnfinished: 1 << 8,
  journalFault: 1 << 9,
} as const

export const flagBits: Readonly<Record<number, Localized>> = {
  0: meaning('не выполнено «Начало работы»', 'start of work not done'),
  1: meaning('нефискальный режим', 'not fiscal'),
  2: meaning('смена открыта', 'shift open'),
  3: meaning('смена больше 24 часов', 'shift longer than 24 hours'),
  4: meaning('архив ФН закрыт', 'FN archive closed'),
  5: meaning('ФН не зарегистрирован', 'FN not registered'),
  8: meaning('закрытие смены не завершено, его нужно повторить', 'closing of the shift unfinished, to be repeated'),
  9: meaning('ошибка контрольной ленты', 'journal fault'),
}

/** «Статус печатающего устройства», 04h. */
export const printerFlag = {
  notReady: 1 << 0,
  noPaper: 1 << 1,
  coverOpen: 1 << 2,
  cutterFault: 1 << 3,
  noLink: 1 << 7,
} as const

export const printerBits: Readonly<Record<number, Localized>> = {
  0: meaning('принтер не готов', 'printer not ready'),
  1: meaning('нет бумаги', 'no paper'),
  2: meaning('открыта крышка', 'cover open'),
  3: meaning('ошибка резчика', 'cutter fault'),
  7: meaning('нет связи с принтером', 'no link with the printer'),
}

/** Low half of «Статус документа». */
export const documentTypes: Readonly<Record<number, Localized>> = {
  0: meaning('документа нет', 'no document'),
  1: meaning('сервисный документ', 'service document'),
  2: meaning('чек прихода', 'sale receipt'),
  3: meaning('чек возврата прихода', 'sale return receipt'),
  4: meaning('внесение', 'cash in'),
  5: meaning('изъятие', 'cash out'),
  6: meaning('чек расхода', 'buy receipt'),
  7: meaning('чек возврата расхода', 'buy return receipt'),
  9: meaning('коррекция прихода', 'sale correction'),
  10: meaning('коррекция расхода', 'buy correction'),
  11: meaning('коррекция возврата прихода', 'sale return correction'),
  12: meaning('коррекция возврата расхода', 'buy return correction'),
}

/** High half of «Статус документа». */
export const documentState = {
  closed: 0,
  open: 1,
  subtotal: 2,
  payment: 3,
  paid: 4,
  /** In the storage and not printed to its end: cannot be cancelled, 31h has to come once more. */
  closedInStorage: 8,
} as const

const documentStates: Readonly<Record<number, Localized>> = {
  0: meaning('закрыт', 'closed'),
  1: meaning('открыт', 'open'),
  2: meaning('подытог', 'subtotal'),
  3: meaning('оплата', 'payment'),
  4: meaning('расчёт завершён', 'paid'),
  8: meaning('закрыт в ФН, не допечатан', 'closed in the FN, not printed to its end'),
}

export const typeOf = (document: number): number => document & 15
export const stateOf = (document: number): number => (document >> 4) & 15

/** «Статус документа»: type in the low half, state in the high one. */
export function meaningOfDocument(document: number): Localized {
  const type =
    documentTypes[typeOf(document)] ?? meaning(`документ ${typeOf(document)}`, `document ${typeOf(document)}`)
  const state = documentStates[stateOf(document)]
  if (!state || typeOf(document) === 0) return type
  return meaning(`${type.ru}, ${state.ru}`, `${type.en}, ${state.en}`)
}
