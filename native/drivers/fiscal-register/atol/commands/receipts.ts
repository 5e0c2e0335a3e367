import { field, sequence, whenPresent } from '../../shared/codec/layout.ts'
import { raw, u8 } from '../../shared/codec/value-format.ts'
import { bcd } from '../codec/bcd.ts'
import { command, extension } from './command.ts'

/** The fiscal part, for the traffic screen and the played machine. The driver sends none of these. */
const flags = field('flags', u8)
const sum = field('sum', bcd(5))
const payment = sequence(flags, field('paymentType', u8), sum)

/** Some hosts append a text flag to the flags. */
export const openShift = command(0x9a, 'open shift', { request: sequence(flags, whenPresent(field('reserved', u8))) })
export const openReceipt = command(0x92, 'open receipt', { request: sequence(flags, field('type', u8)) })
export const closeReceipt = command(0x4a, 'close receipt', { request: payment, patience: 20_000 })
export const cancelReceipt = command(0x59, 'cancel receipt')
/** Name and amounts of FFD 1.0; the layout of later items is published in parts that disagree. */
export const item10 = command(0xe6, 'register item', {
  request: sequence(flags, field('item', raw('rest'))),
  patience: 50_000,
})
const beginItem = command(0xea, 'begin item', {
  request: sequence(flags, field('item', raw('rest'))),
  patience: 50_000,
})
const endItem = command(0xeb, 'end item', { request: sequence(flags, field('item', raw('rest'))), patience: 50_000 })
const discount = command(0x43, 'discount', {
  request: sequence(flags, field('area', u8), field('type', u8), field('sign', u8), sum),
})
const receiptTax = command(0xb8, 'tax of the receipt', {
  request: sequence(flags, field('reserved', u8), field('type', u8), field('sum', bcd(7))),
})
const pay = command(0x99, 'payment', {
  request: payment,
  answer: sequence(extension, whenPresent(sequence(field('remainder', bcd(5)), field('change', bcd(5))))),
})
const cancelPayment = command(0x9b, 'cancel payment', { request: payment })
const cashIn = command(0x49, 'cash in', { request: sequence(flags, sum) })
const cashOut = command(0x4f, 'cash out', { request: sequence(flags, sum) })
export const zReport = command(0x5a, 'Z report', { patience: 40_000 })

/** Which settings these are depends on the model; the machine names neither tables nor fields. */
const readTable = command(0x46, 'read table', {
  request: sequence(field('table', u8), field('row', raw(2)), field('field', u8)),
  answer: field('value', raw('rest')),
})
const writeTable = command(0x50, 'write table', {
  request: sequence(field('table', u8), field('row', raw(2)), field('field', u8), field('value', raw('rest'))),
})

export const receiptCommands = [
  openShift,
  openReceipt,
  closeReceipt,
  cancelReceipt,
  item10,
  beginItem,
  endItem,
  discount,
  receiptTax,
  pay,
  cancelPayment,
  cashIn,
  cashOut,
  zReport,
  readTable,
  writeTable,
]
