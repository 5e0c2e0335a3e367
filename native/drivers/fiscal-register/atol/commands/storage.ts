import { decodeStoragePayload } from '../../../../codecs/ffd/storage-payloads.ts'
import { field, nothing, sequence } from '../../shared/codec/layout.ts'
import { raw, type ValueFormat } from '../../shared/codec/value-format.ts'
import { command } from './command.ts'

/** The fiscal storage (ФН), asked through the register: A4h and the code that the storage itself knows the question by. */
const read = { repeatable: true } as const

/** Data of the storage's own answer: binary, little-endian, unlike everything that the machine says for itself. */
function payload(code: number): ValueFormat<Uint8Array> {
  return {
    size: 'rest',
    decode(bytes) {
      decodeStoragePayload(code, bytes)
      return bytes.slice()
    },
    encode: (value) => value,
    show: (value) => decodeStoragePayload(code, value),
  }
}

const ask = (code: number, name: string) =>
  command(0xa400 | code, name, { answer: field('data', payload(code)), ...read })

/** The counters are missing while the shift is closed, in what some firmware answers. */
const shiftPayload: ValueFormat<Uint8Array> = {
  ...payload(0x10),
  decode: (bytes, offset) => (bytes.length === 1 ? bytes.slice() : payload(0x10).decode(bytes, offset)),
  show: (value) => (value.length === 1 ? { shiftOpen: value[0] !== 0 } : decodeStoragePayload(0x10, value)),
}

export const shiftState = command(0xa410, 'shift state', { answer: field('data', shiftPayload), ...read })
export const exchangeState = ask(0x20, 'OFD exchange state')
export const storageStatus = ask(0x30, 'FN status')
export const storageNumber = ask(0x31, 'FN number')
export const storageExpiry = ask(0x32, 'FN expiry')
export const storageVersion = ask(0x33, 'FN version')

/** Most significant byte first, as the only published client writes the number of a document. */
const documentNumber: ValueFormat<number> = {
  size: 4,
  decode: (bytes) => bytes.reduce((value, byte) => value * 256 + byte, 0),
  encode: (value) => Uint8Array.from({ length: 4 }, (_, index) => (value >>> (24 - 8 * index)) & 0xff),
  show: (value) => value,
}

/** Two numbers of two bytes, whose order `document-reading` tells by the first of them. */
export const startDocument = command(0xa445, 'FN document size', {
  request: field('documentNumber', documentNumber),
  answer: sequence(field('type', raw(2)), field('size', raw(2))),
  ...read,
})

/** Moves the storage's cursor on, so it must never be asked twice for one piece. */
export const documentData = command(0xa446, 'FN document data', {
  request: nothing,
  answer: field('data', raw('rest')),
})

export const storageCommands = [
  shiftState,
  exchangeState,
  storageStatus,
  storageNumber,
  storageExpiry,
  storageVersion,
  startDocument,
  documentData,
]
