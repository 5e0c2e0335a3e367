import { field, sequence } from '../../shared/codec/layout.ts'
import { raw, u8, type ValueFormat } from '../../shared/codec/value-format.ts'
import { bcd, bcdDate, bcdDigits, bcdTime } from '../codec/bcd.ts'
import { text } from '../codec/charset.ts'
import { meaningOfMode } from '../modes.ts'
import { command, errorFirstHead, extension, ownHead, successCode } from './command.ts'

const read = { repeatable: true } as const

/** Mode in the low half, submode in the high one. */
const modeByte: ValueFormat<number> = { ...u8, meaning: meaningOfMode }
const latin: ValueFormat<string> = {
  size: 2,
  decode: (bytes) => String.fromCharCode(...bytes),
  encode: (value) => Uint8Array.from(value.padEnd(2).slice(0, 2), (character) => character.charCodeAt(0) & 0xff),
  show: (value) => value,
}

export const deviceStatus = command(0x3f, 'device status', {
  head: ownHead(0x44),
  answer: sequence(
    field('cashier', bcd(1)),
    field('numberInHall', u8),
    field('date', bcdDate),
    field('time', bcdTime),
    field('flags', u8),
    field('serial', bcdDigits(4)),
    field('model', u8),
    field('firmware', latin),
    field('mode', modeByte),
    field('receiptNumber', bcd(2)),
    field('shiftNumber', bcd(2)),
    field('receiptState', u8),
    field('receiptSum', bcd(5)),
    field('decimalPoint', u8),
    field('port', u8),
  ),
  ...read,
})

/** The one answer of the standard form that has no error code. */
export const stateCode = command(0x45, 'state code', {
  head: ownHead(successCode),
  answer: sequence(field('mode', modeByte), field('flags', u8)),
  ...read,
})

export const deviceType = command(0xa5, 'device type', {
  head: errorFirstHead,
  answer: sequence(
    field('protocol', u8),
    field('type', u8),
    field('model', u8),
    field('modes', raw(2)),
    field('major', bcd(1)),
    field('minor', bcd(1)),
    field('language', bcd(1)),
    field('build', bcd(2)),
    field('name', text),
  ),
  openEnded: true,
  ...read,
})

/** Source 1 is the processor, 3 the boot block. */
export const firmwareVersion = command(0x9d, 'firmware version', {
  request: field('source', u8),
  answer: sequence(
    field('extension', u8),
    field('major', bcd(1)),
    field('minor', bcd(1)),
    field('language', bcd(1)),
    field('build', bcd(2)),
  ),
  ...read,
})

const readRegister = command(0x91, 'read register', {
  request: sequence(field('register', u8), field('parameter1', u8), field('parameter2', u8)),
  answer: field('value', raw('rest')),
  openEnded: true,
  patience: 45_000,
  ...read,
})

const cashInDrawer = command(0x4d, 'cash in drawer', { head: ownHead(0x4d), answer: field('cash', bcd(7)), ...read })

const lastShiftTotals = command(0x58, 'totals of the last shift', {
  answer: sequence(field('income', bcd(7)), field('outcome', bcd(7))),
  ...read,
})

const protectionCode = command(0x74, 'protection code', {
  request: field('number', u8),
  head: ownHead(0x4c),
  answer: field('active', u8),
  ...read,
})

const lastError = command(0xb3, 'last error', { answer: extension, ...read })

export const statusCommands = [
  deviceStatus,
  stateCode,
  deviceType,
  firmwareVersion,
  readRegister,
  cashInDrawer,
  lastShiftTotals,
  protectionCode,
  lastError,
]

/** Registers of 91h whose meaning is known. */
export const registerNames: Readonly<Record<number, string>> = {
  0x03: 'sum of payments',
  0x11: 'date and time',
  0x12: 'shift',
  0x16: 'factory number',
  0x33: 'last receipt',
  0x34: 'last fiscal document',
  0x37: 'extended error of the storage',
}
