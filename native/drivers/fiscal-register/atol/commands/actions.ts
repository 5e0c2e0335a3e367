import { field, sequence } from '../../shared/codec/layout.ts'
import { raw, u8, type ValueFormat } from '../../shared/codec/value-format.ts'
import { bcd, bcdDigits, bcdTime, settingDate } from '../codec/bcd.ts'
import { text } from '../codec/charset.ts'
import { command } from './command.ts'

/** What moves something or changes the machine's mode. None is sent twice. */
export const beep = command(0x47, 'beep')

/** Timer of 921 600 Hz that counts up to 65 536. */
const timerFrequency = 921_600
const timerLimit = 65_536
const bigEndian16: ValueFormat<number> = {
  size: 2,
  decode: ([high = 0, low = 0]) => high * 256 + low,
  encode: (value) => Uint8Array.of(value >> 8, value & 0xff),
  show: (value) => value,
}
const tone = command(0x88, 'tone', {
  request: sequence(field('divider', bigEndian16), field('durationX10ms', u8)),
})
/** Whole hertz of the divider of 88h. */
export const toneOf = (divider: number): number => Math.floor(timerFrequency / (timerLimit - divider))

/** Called twice from a submode. */
export const leaveMode = command(0x48, 'leave mode')
export const enterMode = command(0x56, 'enter mode', {
  request: sequence(field('mode', u8), field('password', bcdDigits(4))),
})

export const printLine = command(0x4c, 'print line', { request: field('text', text) })
const printCliche = command(0x6c, 'print cliche')
/** 0 cuts through, 1 leaves the slip hanging. */
export const cut = command(0x75, 'cut', { request: field('cutType', u8) })
export const openDrawer = command(0x80, 'open drawer')
const drawerPulses = command(0x85, 'drawer pulses', {
  request: sequence(field('on', bigEndian16), field('off', bigEndian16), field('count', u8)),
})
const reprintLast = command(0x95, 'reprint last document')
const discardLast = command(0x97, 'discard last document')
/** Finishes a report that the storage holds already and the paper does not. */
export const continuePrint = command(0x55, 'finish printing')
const reprintDocument = command(0xab, 'reprint FN document', {
  request: field('documentNumber', bcd(5)),
  patience: 120_000,
})
const toExternalDevice = command(0x8f, 'to external device', {
  request: sequence(field('port', u8), field('sent', raw('rest'))),
})

export const reportWithoutReset = command(0x67, 'report without reset', {
  request: field('reportType', u8),
  patience: 40_000,
})
const footer = command(0x73, 'print footer')
const demoPrint = command(0x82, 'demo print', {
  request: sequence(field('demoType', u8), field('parameters', raw('rest'))),
})

const setDate = command(0x64, 'set date', { request: field('date', settingDate) })
/** Only while the shift is closed. */
export const setDateTime = command(0xed, 'set date and time', {
  request: sequence(field('date', settingDate), field('time', bcdTime)),
})

const reboot = command(0xce41, 'reboot')
const powerOff = command(0xce00, 'power off')

export const actionCommands = [
  beep,
  tone,
  leaveMode,
  enterMode,
  printLine,
  printCliche,
  cut,
  openDrawer,
  drawerPulses,
  reprintLast,
  discardLast,
  continuePrint,
  reprintDocument,
  toExternalDevice,
  reportWithoutReset,
  footer,
  demoPrint,
  setDate,
  setDateTime,
  reboot,
  powerOff,
]
