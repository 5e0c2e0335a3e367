import { findTag } from '../../../../codecs/ffd/tag-table.ts'
import type { Localized } from '../../../../foundation/localized.ts'
import { word, wordOrNumber } from '../tasks/task.ts'

/** Words of the driver's tasks and what they mean. */

const same = (text: string): Localized => ({ ru: text, en: text })
const plainVat = (rate: number): Localized => ({ ru: `НДС ${rate}%`, en: `VAT ${rate}%` })
const insideVat = (rate: number): Localized => ({ ru: `НДС ${rate}/${100 + rate}`, en: `VAT ${rate}/${100 + rate}` })

export const shiftState = word({
  closed: { ru: 'закрыта', en: 'closed' },
  opened: { ru: 'открыта', en: 'open' },
  expired: { ru: 'длится дольше 24 часов', en: 'longer than 24 hours' },
})

export const livePhases: Readonly<Record<string, Localized>> = {
  init: { ru: 'настройка ФН', en: 'being set up' },
  configured: { ru: 'готов к регистрации', en: 'ready for registration' },
  fiscalMode: { ru: 'фискальный режим', en: 'fiscal' },
  postFiscalMode: {
    ru: 'закрыт, документы передаются в ОФД',
    en: 'closed, documents are on their way to the operator',
  },
  accessArchive: { ru: 'архив', en: 'archive' },
  unknown: { ru: 'неизвестно', en: 'unknown' },
}
export const livePhase = word(livePhases)

/** In the order of the bits of tag 1062; `envd` is no longer in force. */
export const taxationTypes = ['osn', 'usnIncome', 'usnIncomeOutcome', 'envd', 'esn', 'patent'] as const
export const taxationType = word(
  Object.fromEntries(
    taxationTypes.map((name, bit): [string, Localized] => [name, findTag(1062)?.bits?.get(bit) ?? same(name)]),
  ),
)

export const taxType = word({
  none: { ru: 'без НДС', en: 'no VAT' },
  ...Object.fromEntries([0, 5, 7, 10, 18, 20, 22].map((rate) => [`vat${rate}`, plainVat(rate)])),
  ...Object.fromEntries([5, 7, 10, 18, 20, 22].map((rate) => [`vat${100 + rate}`, insideVat(rate)])),
})

export const paymentType = wordOrNumber({
  cash: { ru: 'наличными', en: 'cash' },
  electronically: { ru: 'безналичными', en: 'cashless' },
  prepaid: { ru: 'зачёт аванса', en: 'prepaid' },
  credit: { ru: 'в кредит', en: 'credit' },
  other: { ru: 'встречное предоставление', en: 'in kind' },
  0: { ru: 'наличными', en: 'cash' },
  1: { ru: 'безналичными', en: 'cashless' },
  2: { ru: 'зачёт аванса', en: 'prepaid' },
  3: { ru: 'в кредит', en: 'credit' },
  4: { ru: 'встречное предоставление', en: 'in kind' },
})

export const paymentMethod = word({
  fullPrepayment: { ru: 'предоплата 100%', en: 'full prepayment' },
  prepayment: { ru: 'предоплата', en: 'prepayment' },
  advance: { ru: 'аванс', en: 'advance' },
  fullPayment: { ru: 'полный расчёт', en: 'full payment' },
  partialPayment: { ru: 'частичный расчёт и кредит', en: 'partial payment and credit' },
  credit: { ru: 'передача в кредит', en: 'on credit' },
  creditPayment: { ru: 'оплата кредита', en: 'payment of a credit' },
})

export const alignment = word({
  left: { ru: 'по левому краю', en: 'left' },
  center: { ru: 'по центру', en: 'centred' },
  right: { ru: 'по правому краю', en: 'right' },
})

export const wrap = word({
  none: { ru: 'не переносить', en: 'not wrapped' },
  chars: { ru: 'переносить по символам', en: 'by characters' },
  words: { ru: 'переносить по словам', en: 'by words' },
})

export const documentType = word({
  registration: { ru: 'отчёт о регистрации', en: 'registration report' },
  changeRegistrationParameters: { ru: 'отчёт об изменении параметров регистрации', en: 're-registration report' },
  openShift: { ru: 'отчёт об открытии смены', en: 'report of a shift’s opening' },
  receipt: { ru: 'кассовый чек', en: 'receipt' },
  receiptCorrection: { ru: 'кассовый чек коррекции', en: 'correction receipt' },
  bso: { ru: 'БСО', en: 'strict form' },
  bsoCorrection: { ru: 'БСО коррекции', en: 'correction strict form' },
  closeShift: { ru: 'отчёт о закрытии смены', en: 'report of a shift’s closing' },
  closeArchive: { ru: 'отчёт о закрытии ФН', en: 'report of the storage’s closing' },
  ofdExchangeStatus: { ru: 'отчёт о текущем состоянии расчётов', en: 'report on the state of settlements' },
})

export const imcType = wordOrNumber({
  auto: { ru: 'определить по коду', en: 'told by the code' },
  256: { ru: 'определить по коду', en: 'told by the code' },
  imcUnrecognized: { ru: 'не опознан', en: 'not recognised' },
  imcShort: { ru: 'короткий', en: 'short' },
  imcFmVerifyCode88: { ru: 'с кодом проверки 88 символов, проверяет ФН', en: '88 characters, checked by the storage' },
  imcVerifyCode44: { ru: 'с кодом проверки 44 символа', en: '44 characters' },
  imcFmVerifyCode44: { ru: 'с кодом проверки 44 символа, проверяет ФН', en: '44 characters, checked by the storage' },
  imcVerifyCode4: { ru: 'с кодом проверки 4 символа', en: '4 characters' },
})

export const itemEstimatedStatus = wordOrNumber({
  itemPieceSold: { ru: 'штучный товар продан', en: 'piece, sold' },
  itemDryForSale: { ru: 'мерный товар в стадии реализации', en: 'measured goods, for sale' },
  itemPieceReturn: { ru: 'штучный товар возвращён', en: 'piece, returned' },
  itemDryReturn: { ru: 'часть товара возвращена', en: 'part of the goods, returned' },
  itemPieceForSale: { ru: 'штучный товар в стадии реализации', en: 'piece, for sale' },
  itemDrySold: { ru: 'мерный товар продан', en: 'measured goods, sold' },
  itemStatusUnchanged: { ru: 'статус не изменился', en: 'status unchanged' },
})

export const taskStatus = word({
  wait: { ru: 'ждёт очереди', en: 'waits for its turn' },
  inProgress: { ru: 'выполняется', en: 'in progress' },
  ready: { ru: 'выполнено', en: 'done' },
  error: { ru: 'касса отказала', en: 'refused by the register' },
  interrupted: { ru: 'не выполнялось: отказано в предыдущем', en: 'not tried: an earlier one failed' },
  canceled: { ru: 'отменено', en: 'cancelled' },
  blocked: { ru: 'очередь стоит: связь, ФН или бумага', en: 'the queue stands: link, storage or paper' },
  ok: { ru: 'принято', en: 'accepted' },
})

export const blockReason = word({
  connectionError: { ru: 'сервер потерял связь с кассой', en: 'the server has lost the register' },
  fnError: { ru: 'ошибка ФН', en: 'storage error' },
  paperError: { ru: 'нет бумаги или открыта крышка', en: 'no paper, or the cover is open' },
})
