import { storageDateTime } from '../../shared/codec/dates.ts'
import { field, sequence, whenPresent } from '../../shared/codec/layout.ts'
import { tagList } from '../../shared/codec/tag-list.ts'
import {
  list,
  money,
  named,
  signed16,
  text,
  u16,
  u32,
  u8,
  unsigned,
  unsignedOrAbsent,
} from '../../shared/codec/value-format.ts'
import { command, operator, password } from './command.ts'

/**
 * Shifts, reports and receipts. The driver sends none of these but the X report: they are here so that the traffic of a
 * till program can be read.
 */
const done = { answer: whenPresent(operator) }

export const openShift = command(0xe0, 'open shift', { request: password, ...done, patience: 120_000 })
export const xReport = command(0x40, 'X report', { request: password, ...done })
export const zReport = command(0x41, 'Z report', { request: password, ...done, patience: 65_000 })
const departmentReport = command(0x42, 'department report', { request: password, ...done })
const taxReport = command(0x43, 'tax report', { request: password, ...done })
const cashierReport = command(0x44, 'cashier report', { request: password, ...done })
const hourlyReport = command(0x45, 'hourly report', { request: password, ...done })
const goodsReport = command(0x46, 'goods report', { request: password, ...done })
const zReportToBuffer = command(0xc6, 'Z report to buffer', { request: password, ...done })
const operationRegistersReport = command(0x2c, 'operation registers report', { request: password, ...done })

const cashMove = {
  request: sequence(password, field('sumKop', money)),
  answer: sequence(operator, field('document', u16)),
}
const cashIn = command(0x50, 'cash in', cashMove)
const cashOut = command(0x51, 'cash out', cashMove)

const documentTypes = { 0: 'sale', 1: 'buy', 2: 'sale return', 3: 'buy return' } as const
const correctionTypes = {
  128: 'sale correction',
  129: 'buy correction',
  130: 'sale return correction',
  131: 'buy return correction',
}
export const openReceipt = command(0x8d, 'open receipt', {
  request: sequence(password, field('documentType', named({ ...documentTypes, ...correctionTypes }))),
  ...done,
})
export const cancelReceipt = command(0x88, 'cancel receipt', { request: password, ...done })
export const subtotal = command(0x89, 'subtotal', {
  request: password,
  answer: sequence(operator, whenPresent(field('subtotalKop', money))),
  repeatable: true,
})
const repeatDocument = command(0x8c, 'repeat document', { request: password, ...done })

const legacyItem = {
  request: sequence(
    password,
    field('quantityMilli', unsigned(5)),
    field('priceKop', money),
    field('department', u8),
    field('taxes', list(u8, 4)),
    field('text', text('rest')),
  ),
  ...done,
}
const legacySale = command(0x80, 'sale (legacy)', legacyItem)
const legacyBuy = command(0x81, 'buy (legacy)', legacyItem)
const legacySaleRefund = command(0x82, 'sale refund (legacy)', legacyItem)
const legacyBuyRefund = command(0x83, 'buy refund (legacy)', legacyItem)
const legacyStorno = command(0x84, 'storno (legacy)', legacyItem)

const legacySum = {
  request: sequence(password, field('sumKop', money), field('taxes', list(u8, 4)), field('text', text('rest'))),
  ...done,
}
const legacyDiscount = command(0x86, 'discount (legacy)', legacySum)
const legacyCharge = command(0x87, 'charge (legacy)', legacySum)

const change = { answer: sequence(operator, whenPresent(field('changeKop', money))) }
const closeReceiptLegacy = command(0x85, 'close receipt (legacy)', {
  request: sequence(
    password,
    field('paymentsKop', list(money, 4)),
    field('discountPercent', signed16),
    field('taxes', list(u8, 4)),
    field('text', text('rest')),
  ),
  ...change,
})
const closeReceiptExtended = command(0x8e, 'close receipt extended (legacy)', {
  request: sequence(
    password,
    field('paymentsKop', list(money, 16)),
    field('discountPercent', signed16),
    field('taxes', list(u8, 4)),
    field('text', text('rest')),
  ),
  ...change,
})

/** `null` where the host leaves the sum or the tax to the machine (five bytes FFh). */
const openMoney = unsignedOrAbsent(5)
export const operationV2 = command(0xff46, 'operation V2', {
  request: sequence(
    password,
    field('operation', u8),
    field('quantityMicro', unsigned(6)),
    field('priceKop', money),
    field('sumKop', openMoney),
    field('taxKop', openMoney),
    field('taxRate', u8),
    field('department', u8),
    field('paymentMethod', u8),
    field('paymentObject', u8),
    field('text', text('rest')),
  ),
})
const discountOrCharge = command(0xff4b, 'receipt discount or charge', {
  request: sequence(
    password,
    field('discountKop', money),
    field('chargeKop', money),
    field('tax', u8),
    field('text', text('rest')),
  ),
})

const fiscalResult = sequence(
  field('documentNumber', u32),
  field('fiscalSign', u32),
  whenPresent(field('dateTime', storageDateTime)),
)

/** FF45, FF76 and FF78 differ only in how many tax fields they carry. */
function closeReceipt(code: number, name: string, taxes: number) {
  return command(code, name, {
    request: sequence(
      password,
      field('paymentsKop', list(money, 16)),
      field('roundingKop', u8),
      field('taxesKop', list(money, taxes)),
      field('taxSystem', u8),
      field('text', text('rest')),
    ),
    answer: sequence(field('changeKop', money), fiscalResult),
    patience: 40_000,
  })
}
export const closeReceiptV2 = closeReceipt(0xff45, 'close receipt V2', 6)
const closeReceiptV3 = closeReceipt(0xff76, 'close receipt V3 (10 tax fields)', 10)
const closeReceiptV4 = closeReceipt(0xff78, 'close receipt V4 (12 tax fields)', 12)

const numbered = sequence(field('receipt', u16), fiscalResult)
const correctionReceiptV2 = command(0xff4a, 'correction receipt V2', {
  request: sequence(
    password,
    field('correctionType', u8),
    field('settlementSign', u8),
    field('totalKop', money),
    field('cash', money),
    field('electronic', money),
    field('prepay', money),
    field('postpay', money),
    field('other', money),
    field('vat18', money),
    field('vat10', money),
    field('turnover0', money),
    field('turnoverNoVat', money),
    field('vat18_118', money),
    field('vat10_110', money),
    field('taxSystem', u8),
  ),
  answer: numbered,
})
const startCorrection = command(0xff35, 'start correction receipt', { request: password })
const correctionReceipt = command(0xff36, 'correction receipt', {
  request: sequence(password, field('totalKop', money), field('settlementSign', u8)),
  answer: numbered,
})

export const sendTags = command(0xff0c, 'send TLV', { request: sequence(password, field('tlv', tagList)) })
const sendItemTags = command(0xff4d, 'send TLV bound to item', { request: sequence(password, field('tlv', tagList)) })
const sendBufferedTags = command(0xff64, 'send TLV from buffer', { request: password })

export const startOpenShift = command(0xff41, 'start open shift', { request: password })
export const startCloseShift = command(0xff42, 'start close shift', { request: password })
const shiftDocument = sequence(field('shift', u16), fiscalResult)
export const openShiftInStorage = command(0xff0b, 'open shift in FN', {
  request: password,
  answer: shiftDocument,
  patience: 120_000,
})
export const closeShiftInStorage = command(0xff43, 'close shift in FN', {
  request: password,
  answer: shiftDocument,
  patience: 65_000,
})

const monoToken = command(0xff53, 'Mono token', { answer: field('token', text('rest')) })

export const receiptCommands = [
  openShift,
  xReport,
  zReport,
  departmentReport,
  taxReport,
  cashierReport,
  hourlyReport,
  goodsReport,
  zReportToBuffer,
  operationRegistersReport,
  cashIn,
  cashOut,
  openReceipt,
  cancelReceipt,
  subtotal,
  repeatDocument,
  legacySale,
  legacyBuy,
  legacySaleRefund,
  legacyBuyRefund,
  legacyStorno,
  legacyDiscount,
  legacyCharge,
  closeReceiptLegacy,
  closeReceiptExtended,
  operationV2,
  discountOrCharge,
  closeReceiptV2,
  closeReceiptV3,
  closeReceiptV4,
  correctionReceiptV2,
  startCorrection,
  correctionReceipt,
  sendTags,
  sendItemTags,
  sendBufferedTags,
  startOpenShift,
  startCloseShift,
  openShiftInStorage,
  closeShiftInStorage,
  monoToken,
]
