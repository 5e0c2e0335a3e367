import type { Localized } from '../../../../foundation/localized.ts'
import { numbered } from './shape.ts'

/** Numbers of the service's messages and what they mean, in the names of the fiscal data formats where these have one. */
type Meanings = Readonly<Record<number, Localized>>

const same = (text: string): Localized => ({ ru: text, en: text })

export const taxCode = numbered({
  1: { ru: 'НДС 20 %', en: 'VAT 20%' },
  2: { ru: 'НДС 10 %', en: 'VAT 10%' },
  3: { ru: 'НДС 20/120', en: 'VAT 20/120' },
  4: { ru: 'НДС 10/110', en: 'VAT 10/110' },
  5: { ru: 'НДС 0 %', en: 'VAT 0%' },
  6: { ru: 'без НДС', en: 'no VAT' },
  7: { ru: 'НДС 5 %', en: 'VAT 5%' },
  8: { ru: 'НДС 7 %', en: 'VAT 7%' },
  9: { ru: 'НДС 5/105', en: 'VAT 5/105' },
  10: { ru: 'НДС 7/107', en: 'VAT 7/107' },
})

export const taxSystem = numbered({
  0: { ru: 'ОСН', en: 'general' },
  1: { ru: 'УСН доход', en: 'simplified, income' },
  2: { ru: 'УСН доход минус расход', en: 'simplified, income minus outlay' },
  3: { ru: 'ЕНВД (до 2021 года)', en: 'imputed income (until 2021)' },
  4: { ru: 'ЕСХН', en: 'agricultural' },
  5: { ru: 'патент', en: 'patent' },
})

const checkTypes: Meanings = {
  0: { ru: 'приход', en: 'sale' },
  1: { ru: 'возврат прихода', en: 'return of sale' },
  2: { ru: 'расход', en: 'purchase' },
  3: { ru: 'возврат расхода', en: 'return of purchase' },
  4: { ru: 'коррекция прихода', en: 'correction of sale' },
  5: { ru: 'коррекция расхода', en: 'correction of purchase' },
  6: { ru: 'коррекция возврата прихода', en: 'correction of return of sale' },
  7: { ru: 'коррекция возврата расхода', en: 'correction of return of purchase' },
}
export const checkType = numbered(checkTypes)

/** The storage's phase of life. */
export const storagePhase = numbered({
  0: { ru: 'готов к регистрации', en: 'ready for registration' },
  1: { ru: 'фискальный режим', en: 'fiscal' },
  2: { ru: 'закрыт, документы передаются в ОФД', en: 'closed, documents are on their way to the operator' },
  3: { ru: 'архив', en: 'archive' },
})

export const reportCode = numbered({
  1: { ru: 'X-отчёт', en: 'X report' },
  2: { ru: 'по кассирам', en: 'by operators' },
  3: { ru: 'по товарам', en: 'by goods' },
  4: { ru: 'по товарам и кассирам', en: 'by goods and operators' },
  5: { ru: 'за смену из памяти кассы', en: 'of the shift from the register’s memory' },
})

export const barcodeType = numbered({ 1: same('EAN-8'), 2: same('EAN-13'), 3: same('CODE 39'), 4: same('QR') })

/** Requisite 1214. */
export const paymentForm = numbered({
  1: { ru: 'предоплата 100 %', en: 'full prepayment' },
  2: { ru: 'предоплата', en: 'prepayment' },
  3: { ru: 'аванс', en: 'advance' },
  4: { ru: 'полный расчёт', en: 'full payment' },
  5: { ru: 'частичный расчёт и кредит', en: 'part payment and credit' },
  6: { ru: 'передача в кредит', en: 'handed over on credit' },
  7: { ru: 'оплата кредита', en: 'payment of credit' },
})

/** Requisite 1212, the ones that shops meet. */
export const productType = numbered({
  1: { ru: 'товар', en: 'goods' },
  2: { ru: 'подакцизный товар', en: 'excisable goods' },
  3: { ru: 'работа', en: 'work' },
  4: { ru: 'услуга', en: 'service' },
  7: { ru: 'лотерейный билет', en: 'lottery ticket' },
  10: { ru: 'платёж', en: 'payment' },
  11: { ru: 'агентское вознаграждение', en: 'agent’s fee' },
  12: { ru: 'составной предмет расчёта', en: 'composite' },
  13: { ru: 'иной предмет расчёта', en: 'other' },
  15: { ru: 'внереализационный доход', en: 'other income' },
  19: { ru: 'залог', en: 'deposit' },
  30: { ru: 'подакцизный товар без кода маркировки', en: 'excisable goods without their marking code' },
  31: { ru: 'подакцизный товар с кодом маркировки', en: 'excisable goods with their marking code' },
  32: { ru: 'товар без кода маркировки', en: 'goods without their marking code' },
  33: { ru: 'товар с кодом маркировки', en: 'goods with their marking code' },
})

/** Requisite 2108. */
export const measureUnit = numbered({
  0: { ru: 'шт.', en: 'piece' },
  10: { ru: 'г', en: 'g' },
  11: { ru: 'кг', en: 'kg' },
  12: { ru: 'т', en: 't' },
  20: { ru: 'см', en: 'cm' },
  21: { ru: 'дм', en: 'dm' },
  22: { ru: 'м', en: 'm' },
  30: { ru: 'кв. см', en: 'cm²' },
  31: { ru: 'кв. дм', en: 'dm²' },
  32: { ru: 'кв. м', en: 'm²' },
  40: { ru: 'мл', en: 'ml' },
  41: { ru: 'л', en: 'l' },
  42: { ru: 'куб. м', en: 'm³' },
  50: { ru: 'кВт·ч', en: 'kWh' },
  51: { ru: 'Гкал', en: 'Gcal' },
  70: { ru: 'сутки', en: 'day' },
  71: { ru: 'час', en: 'hour' },
  72: { ru: 'мин', en: 'minute' },
  73: { ru: 'с', en: 'second' },
  80: { ru: 'Кбайт', en: 'KB' },
  81: { ru: 'Мбайт', en: 'MB' },
  82: { ru: 'Гбайт', en: 'GB' },
  83: { ru: 'Тбайт', en: 'TB' },
  255: { ru: 'иная мера', en: 'other unit' },
})

export const correctionType = numbered({
  0: { ru: 'самостоятельно', en: 'of one’s own accord' },
  1: { ru: 'по предписанию', en: 'by order' },
})

export const registrationReason = numbered({
  1: { ru: 'замена ФН', en: 'storage replaced' },
  2: { ru: 'смена ОФД', en: 'operator changed' },
  3: { ru: 'изменение реквизитов', en: 'requisites changed' },
})

/** Requisite 1057, numbered by its bits. */
export const agentType = numbered({
  0: { ru: 'банковский платёжный агент', en: 'bank payment agent' },
  1: { ru: 'банковский платёжный субагент', en: 'bank payment subagent' },
  2: { ru: 'платёжный агент', en: 'payment agent' },
  3: { ru: 'платёжный субагент', en: 'payment subagent' },
  4: { ru: 'поверенный', en: 'attorney' },
  5: { ru: 'комиссионер', en: 'commission agent' },
  6: { ru: 'иной агент', en: 'other agent' },
})

export const identityDocument = numbered({
  21: { ru: 'паспорт гражданина РФ', en: 'internal passport' },
  22: { ru: 'заграничный паспорт', en: 'foreign travel passport' },
  26: { ru: 'временное удостоверение личности', en: 'temporary identity card' },
  27: { ru: 'свидетельство о рождении', en: 'birth certificate' },
  28: { ru: 'иной документ', en: 'other document' },
})

/** Requisite 2003. */
export const plannedStatus = numbered({
  1: { ru: 'штучный товар, реализован', en: 'piece, sold' },
  2: { ru: 'мерный товар, в стадии реализации', en: 'measured, being sold' },
  3: { ru: 'штучный товар, возвращён', en: 'piece, returned' },
  4: { ru: 'часть мерного товара возвращена', en: 'part of measured, returned' },
  5: { ru: 'штучный товар, в стадии реализации', en: 'piece, being sold' },
  6: { ru: 'мерный товар, реализован', en: 'measured, sold' },
  255: { ru: 'статус не изменился', en: 'status unchanged' },
})

/** Requisite 2100. */
export const markingCodeType = numbered({
  0: { ru: 'не распознан', en: 'not recognised' },
  1: { ru: 'короткий', en: 'short' },
  2: { ru: 'код проверки 88 знаков, проверяет ФН', en: 'check code of 88 characters, checked by the storage' },
  3: { ru: 'код проверки 44 знака, ФН не проверяет', en: 'check code of 44 characters, not checked by the storage' },
  4: { ru: 'код проверки 44 знака, проверяет ФН', en: 'check code of 44 characters, checked by the storage' },
  5: { ru: 'код проверки 4 знака, ФН не проверяет', en: 'check code of 4 characters, not checked by the storage' },
})

export const storageCheckResult = numbered({
  0: { ru: 'проверен', en: 'checked' },
  1: { ru: 'такие коды ФН не проверяет', en: 'the storage does not check such codes' },
  2: { ru: 'в ФН нет ключей для этого кода', en: 'the storage has no keys for this code' },
  3: { ru: 'нет знака GS1', en: 'no GS1 mark' },
  4: { ru: 'проверить нельзя по иной причине', en: 'cannot be checked for another reason' },
})

export const processingResult = numbered({
  0: { ru: 'запрос верный', en: 'sound request' },
  1: { ru: 'запрос неверный', en: 'malformed request' },
  2: { ru: 'код не распознан', en: 'code not recognised' },
})

export const plannedStatusResult = numbered({
  1: { ru: 'статус верный', en: 'status right' },
  2: { ru: 'статус неверный', en: 'status wrong' },
  3: { ru: 'оборот товара приостановлен', en: 'circulation suspended' },
})

/** `result` of every answer. The vendor publishes no table; 3001 is what clients were seen to treat so. */
export const resultCode = numbered({
  0: { ru: 'успешно', en: 'success' },
  3001: { ru: 'нет связи с кассой', en: 'no link to the register' },
})
