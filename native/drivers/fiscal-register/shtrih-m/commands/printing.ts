import { named, raw, text, u16, u8, unsigned, type ValueFormat } from '../../shared/codec/value-format.ts'
import { decodeZeroTerminated, encodeWindows1251 } from '../../shared/codec/windows-1251.ts'
import { field, sequence, whenPresent, type Layout } from '../../shared/codec/layout.ts'
import { command, operator, password } from './command.ts'

const done = { answer: whenPresent(operator) }
const flags = field('flags', u8)

/** The rest of the command as a line to print; how many bytes were sent for it decides whether old models accept it. */
const line: Layout<{ readonly text: string; readonly textFieldBytes?: number }> = {
  names: ['text'],
  read(input, listen) {
    const at = input.offset
    const bytes = input.take(input.remaining)
    const shown = decodeZeroTerminated(bytes)
    listen('text', shown, at, bytes.length)
    listen('textFieldBytes', bytes.length, at, bytes.length)
    return { text: shown, textFieldBytes: bytes.length }
  },
  write({ text: characters, textFieldBytes }) {
    const bytes = encodeWindows1251(characters)
    const padded = new Uint8Array(Math.max(bytes.length, textFieldBytes ?? 0))
    padded.set(bytes)
    return [padded]
  },
}

/** Where a line goes: bits of the flag byte of the printing commands. */
export const printFlag = { journal: 1, receipt: 2, slip: 8, wrap: 64, delayed: 128 } as const

export const printBoldLine = command(0x12, 'print bold line', { request: sequence(password, flags, line), ...done })
export const printLine = command(0x17, 'print line', { request: sequence(password, flags, line), ...done })
export const printLineWithFont = command(0x2f, 'print line with font', {
  request: sequence(password, flags, field('font', u8), line),
  ...done,
})
const printDocumentHeader = command(0x18, 'print document header', {
  request: sequence(password, field('text', text(30)), field('number', u16)),
  answer: sequence(operator, field('document', u16)),
})
export const feed = command(0x29, 'feed paper', { request: sequence(password, flags, field('lines', u8)), ...done })
export const cut = command(0x25, 'cut', {
  request: sequence(password, field('cutType', named({ 0: 'full', 1: 'partial' }))),
  ...done,
})
export const openDrawer = command(0x28, 'open drawer', { request: sequence(password, field('drawer', u8)), ...done })
export const continuePrint = command(0xb0, 'continue printing', { request: password, ...done })

const decimalDigits: ValueFormat<number> = unsigned(5)
const printEan13 = command(0xc2, 'print EAN-13', {
  request: sequence(password, field('barcode', decimalDigits)),
  ...done,
})
const printBarcode = command(0xcb, 'print bar code', {
  request: sequence(
    password,
    field('height', u8),
    field('width', u8),
    field('textPosition', u8),
    field('textFont', u8),
    field('barcodeType', u8),
    field('data', text('rest')),
  ),
  ...done,
})
const loadBarcodeData = command(0xdd, 'load 2D bar code data', {
  request: sequence(password, field('dataType', u8), field('block', u8), field('data', raw('rest'))),
  ...done,
})
const print2dBarcode = command(0xde, 'print 2D bar code', {
  request: sequence(
    password,
    field('barcodeType', named({ 0: 'PDF417', 1: 'Data Matrix', 2: 'Aztec', 3: 'QR', 131: 'QR' })),
    field('dataLength', u16),
    field('firstBlock', u8),
    field('parameter1', u8),
    field('parameter2', u8),
    field('parameter3', u8),
    field('parameter4', u8),
    field('parameter5', u8),
    field('alignment', u8),
  ),
  answer: sequence(whenPresent(operator), whenPresent(field('data', raw('rest')))),
})
const loadGraphics = command(0xc0, 'load graphics', {
  request: sequence(password, field('line', u8), field('data', raw('rest'))),
  ...done,
})
const loadExtendedGraphics = command(0xc4, 'load extended graphics', {
  request: sequence(password, field('line', u16), field('data', raw('rest'))),
  ...done,
})
const printGraphics = command(0xc1, 'print graphics', {
  request: sequence(password, field('firstLine', u8), field('lastLine', u8), whenPresent(flags)),
  ...done,
})
const printExtendedGraphics = command(0xc3, 'print extended graphics', {
  request: sequence(password, field('firstLine', u16), field('lastLine', u16), whenPresent(flags)),
  ...done,
})
const printRawLine = command(0xc5, 'print raw line', {
  request: sequence(password, field('repeat', u16), field('data', raw('rest'))),
  ...done,
})
const printHeader = command(0x52, 'print header', { request: password, ...done })
const endDocument = command(0x53, 'end document', {
  request: sequence(password, whenPresent(field('parameter', u8))),
  ...done,
})
const printAdvertisement = command(0x54, 'print advertisement', { request: password, ...done })

export const printingCommands = [
  printBoldLine,
  printLine,
  printLineWithFont,
  printDocumentHeader,
  feed,
  cut,
  openDrawer,
  continuePrint,
  printEan13,
  printBarcode,
  loadBarcodeData,
  print2dBarcode,
  loadGraphics,
  loadExtendedGraphics,
  printGraphics,
  printExtendedGraphics,
  printRawLine,
  printHeader,
  endDocument,
  printAdvertisement,
]
