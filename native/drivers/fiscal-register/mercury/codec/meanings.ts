import { findTag } from '../../../../codecs/ffd/tag-table.ts'
import type { Localized } from '../../../../foundation/localized.ts'
import { numbered } from './shape.ts'

/**
 * Numbers of the service's messages and what they mean. Most are numbered as the requisites of the fiscal data formats, so that their
 * meanings come from there.
 */
type Meanings = Readonly<Record<number, Localized>>

const meaningsOf = (table: ReadonlyMap<number, Localized> | undefined): Meanings => Object.fromEntries(table ?? [])
/** Numbered as the values of a requisite. */
const requisite = (tag: number): Meanings => meaningsOf(findTag(tag)?.values)
/** Numbered as the bits of a requisite. */
const bitsOf = (tag: number): Meanings => meaningsOf(findTag(tag)?.bits)

export const taxCode = numbered(requisite(1199))
export const taxSystem = numbered(bitsOf(1062))
export const paymentForm = numbered(requisite(1214))
export const productType = numbered(requisite(1212))
export const measureUnit = numbered(requisite(2108))
export const correctionType = numbered(requisite(1173))
export const registrationReason = numbered(requisite(1101))
export const agentType = numbered(bitsOf(1057))
export const identityDocument = numbered(requisite(1245))
export const markingCodeType = numbered(requisite(2100))
export const processingResult = numbered(requisite(2105))
export const plannedStatusResult = numbered(requisite(2109))

/** 5 and 6 are of the service's own. */
export const plannedStatus = numbered({
  ...requisite(2003),
  5: { ru: 'штучный товар в стадии реализации', en: 'piece, being sold' },
  6: { ru: 'мерный товар реализован', en: 'measured goods, sold' },
})

export const checkType = numbered({
  0: { ru: 'приход', en: 'sale' },
  1: { ru: 'возврат прихода', en: 'return of sale' },
  2: { ru: 'расход', en: 'purchase' },
  3: { ru: 'возврат расхода', en: 'return of purchase' },
  4: { ru: 'коррекция прихода', en: 'correction of sale' },
  5: { ru: 'коррекция расхода', en: 'correction of purchase' },
  6: { ru: 'коррекция возврата прихода', en: 'correction of return of sale' },
  7: { ru: 'коррекция возврата расхода', en: 'correction of return of purchase' },
})

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

const same = (text: string): Localized => ({ ru: text, en: text })
export const barcodeType = numbered({ 1: same('EAN-8'), 2: same('EAN-13'), 3: same('CODE 39'), 4: same('QR') })

/** Why the storage could not check a marking code by its key, or that it could. */
export const storageCheckResult = numbered({
  0: { ru: 'проверен', en: 'checked' },
  1: { ru: 'такие коды ФН не проверяет', en: 'the storage does not check such codes' },
  2: { ru: 'в ФН нет ключей для этого кода', en: 'the storage has no keys for this code' },
  3: { ru: 'нет знака GS1', en: 'no GS1 mark' },
  4: { ru: 'проверить нельзя по иной причине', en: 'cannot be checked for another reason' },
})

/** `result` of every answer. The vendor publishes no table; 3001 is what clients were seen to treat so. */
export const resultCode = numbered({
  0: { ru: 'успешно', en: 'success' },
  3001: { ru: 'нет связи с кассой', en: 'no link to the register' },
})
