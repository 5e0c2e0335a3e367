import {
  bits,
  bits64,
  digits,
  explained,
  named,
  raw,
  text,
  u16,
  u32,
  u8,
  unsigned,
  unsignedOrAbsent,
} from '../../shared/codec/value-format.ts'
import { legacyDate, machineDate, machineTime } from '../../shared/codec/dates.ts'
import { dependent, field, nothing, sequence, whenPresent, type Layout } from '../../shared/codec/layout.ts'
import { modes, openDocuments, submodes } from '../modes.ts'
import { command, operator, password } from './command.ts'

/** One byte on the wire: low nibble mode, high nibble what kind of document is open. */
const mode: Layout<{ readonly mode: number; readonly modeStatus: number }> = {
  names: ['mode', 'modeStatus'],
  read(input, listen) {
    const [byte = 0] = input.take(1)
    listen('mode', byte & 15, input.offset - 1, 1, modes[byte & 15])
    const open = (byte & 15) === 8 ? openDocuments[byte >> 4] : undefined
    listen('modeStatus', byte >> 4, input.offset - 1, 1, open)
    return { mode: byte & 15, modeStatus: byte >> 4 }
  },
  write: (record) => [Uint8Array.of(record.mode | (record.modeStatus << 4))],
}
const submode = field(
  'submode',
  explained(u8, (value) => submodes[value]),
)
const flags = field('flags', bits(2))

/** The count is split: low byte in its old place, high byte where the former fiscal memory's errors end. */
const counted: Layout<{
  readonly operationsInReceipt: number
  readonly batteryRaw: number
  readonly supplyRaw: number
  readonly legacyFmError: number
  readonly legacyEjError: number
}> = {
  names: ['operationsInReceipt'],
  read(input, listen) {
    const at = input.offset
    const [low = 0, batteryRaw = 0, supplyRaw = 0, legacyFmError = 0, legacyEjError = 0, high = 0] = input.take(6)
    const values = { operationsInReceipt: low | (high << 8), batteryRaw, supplyRaw, legacyFmError, legacyEjError }
    Object.entries(values).forEach(([name, value], index) => listen(name, value, at + index, 1))
    return values
  },
  write: (r) => [
    Uint8Array.of(
      r.operationsInReceipt & 255,
      r.batteryRaw,
      r.supplyRaw,
      r.legacyFmError,
      r.legacyEjError,
      r.operationsInReceipt >> 8,
    ),
  ],
}

/** 16 bytes, or 17 with the result of the last print. The published table leaves out the two legacy bytes that every machine sends. */
export const shortStatus = command(0x10, 'short status', {
  request: password,
  answer: sequence(
    operator,
    flags,
    mode,
    submode,
    counted,
    whenPresent(field('reserved', raw(3))),
    whenPresent(
      field(
        'lastPrintResult',
        explained(u8, (value) => printResults[value]),
      ),
    ),
  ),
  repeatable: true,
  patience: 5_000,
})

const printResults: Readonly<Record<number, { ru: string; en: string }>> = {
  0: { ru: 'напечатано', en: 'printed' },
  1: { ru: 'обрыв бумаги', en: 'paper broke' },
  2: { ru: 'неисправность принтера', en: 'printer fault' },
  5: { ru: 'идёт печать', en: 'printing' },
}

export const fullStatus = command(0x11, 'full status', {
  request: password,
  answer: sequence(
    operator,
    field('version', text(2)),
    field('build', u16),
    field('buildDate', machineDate),
    field('hall', u8),
    field('document', u16),
    flags,
    mode,
    submode,
    field('port', u8),
    field('fmVersion', text(2)),
    field('fmBuild', u16),
    field('fmDate', legacyDate),
    field('clockDate', machineDate),
    field('clockTime', machineTime),
    field('fmFlags', bits(1)),
    field('serialLow', unsignedOrAbsent(4)),
    field('lastClosedShift', u16),
    field('freeFmRecords', u16),
    field('registrations', u8),
    field('registrationsLeft', u8),
    field('inn', digits(6, 10)),
    whenPresent(field('serialHigh', unsignedOrAbsent(2))),
  ),
  repeatable: true,
  patience: 5_000,
})

/** Needs no password: the first question to an unknown machine. */
export const deviceType = command(0xfc, 'device type', {
  answer: sequence(
    field('type', u8),
    field('subtype', u8),
    field('protocolVersion', u8),
    field('protocolSubversion', u8),
    field('model', u8),
    field('language', u8),
    field('title', text('rest')),
  ),
  repeatable: true,
  patience: 5_000,
})

/** Each firmware generation appends fields, so the record ends wherever the bytes end. */
const modelParameters = [
  field('font1Width', u8),
  field('font2Width', u8),
  field('firstGraphicsLine', u8),
  field('innDigits', u8),
  field('rnmDigits', u8),
  field('longRnmDigits', u8),
  field('longSerialDigits', u8),
  field('defaultTaxPassword', u32),
  field('defaultSysAdminPassword', u32),
  field('bluetoothTable', u8),
  field('taxField', u8),
  field('maxCommandLength', u16),
  field('lineWidthBytes', u8),
  field('graphics512Width', u8),
  field('graphics512Lines', u16),
  field('fnTable', u8),
  field('ofdTable', u8),
  field('embeddableTable', u8),
  field('ffdTable', u8),
  field('ffdField', u8),
  field('extraTable', u8),
] as const

interface ModelParameters {
  readonly modelFlags: bigint
  readonly maxCommandLength?: number
  readonly fnTable?: number
  readonly ofdTable?: number
  readonly ffdTable?: number
  readonly ffdField?: number
}

export const extendedRequest = command(0xf7, 'extended request', {
  request: dependent(field('requestType', u8), ({ requestType }) =>
    requestType === 1 ? nothing : whenPresent(field('data', raw('rest'))),
  ) as Layout<{ readonly requestType: number }>,
  answer: sequence(
    field('modelFlags', bits64),
    ...modelParameters.map((one) => whenPresent(one as Layout<object>)),
  ) as Layout<ModelParameters>,
  repeatable: true,
  patience: 5_000,
})

export const errorText = command(0x6b, 'error description', {
  request: field('errorCode', u8),
  answer: field('text', text('rest')),
  repeatable: true,
})

export const beep = command(0x13, 'beep', { request: password, answer: whenPresent(operator) })

export const exchangeParameters = command(0x15, 'read exchange parameters', {
  request: sequence(password, field('port', u8)),
  answer: sequence(field('baudRateCode', u8), field('timeoutCode', u8)),
  repeatable: true,
})

const setExchangeParameters = command(0x14, 'set exchange parameters', {
  request: sequence(password, field('port', u8), field('baudRateCode', u8), field('timeoutCode', u8)),
})

export const fontParameters = command(0x26, 'font parameters', {
  request: sequence(password, field('font', u8)),
  answer: sequence(
    field('printWidthDots', u16),
    field('charWidth', u8),
    field('charHeight', u8),
    field('fontCount', u8),
  ),
  repeatable: true,
  patience: 5_000,
})

/** Machines of the «cash core» number their money registers with two bytes. */
const registerNumber = {
  ...unsigned(2),
  size: 'rest' as const,
  encode: (value: number) => unsigned(value > 255 ? 2 : 1).encode(value),
}

export const cashRegister = command(0x1a, 'read cash register', {
  request: sequence(password, field('register', registerNumber)),
  answer: sequence(operator, field('value', unsigned(6))),
  repeatable: true,
})

export const operationRegister = command(0x1b, 'read operation register', {
  request: sequence(password, field('register', registerNumber)),
  answer: sequence(operator, field('value', u16)),
  repeatable: true,
})

/** Service commands share one code; only their first parameter tells them apart. Never sent by the driver. */
export const service = command(0xfe, 'service command', {
  request: sequence(
    field('function', named({ 0xf2: 'ping server', 0xf3: 'reboot', 0xf4: 'non-resettable sums' })),
    field('data', raw('rest')),
  ),
  answer: field('data', raw('rest')),
})

export const statusCommands = [
  shortStatus,
  fullStatus,
  deviceType,
  extendedRequest,
  errorText,
  beep,
  exchangeParameters,
  setExchangeParameters,
  fontParameters,
  cashRegister,
  operationRegister,
  service,
]
