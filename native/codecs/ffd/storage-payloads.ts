import { CodecError } from '../codec-error.ts'
import type { DecodedValue } from '../wire-format.ts'
import { ByteReader } from './byte-reader.ts'
import { hexadecimal } from './hexadecimal-text.ts'
import { decodeFixedDocument } from './fixed-document.ts'
import { crc16CcittFalse } from './identifiers.ts'

type Payload = { readonly [name: string]: DecodedValue }

/**
 * Data of the storage's answers by command («Описание протокола ККТ–ФН» 1.2.06, §4): what a register passes on, and what
 * stands in a trace between a register and its storage.
 */
const payloads: Readonly<Record<number, (reader: ByteReader, bytes: Uint8Array) => Payload>> = {
  0x10: (reader) => ({ shiftOpen: reader.byte() !== 0, shift: reader.uint16(), receipt: reader.uint16() }),
  0x19: (reader) => ({
    fd: reader.uint32(),
    fpd: reader.uint32(),
    unconfirmed: reader.uint32(),
    firstDate: reader.storageDate(),
  }),
  0x20: readExchange,
  0x30: readStatus,
  0x31: (reader) => ({ fn: reader.text(16) }),
  0x32: (reader) => ({
    expires: reader.storageDate(),
    ...(reader.left >= 2 ? { registrationsLeft: reader.byte(), registrationsDone: reader.byte() } : {}),
  }),
  0x33: (reader) => ({ version: reader.text(16), softwareType: reader.byte() }),
  0x37: readCounts,
  0x38: (reader) => ({ counters: readCounterBlock(reader), count: reader.uint32(), sum: reader.unsigned(6) }),
  0x3a: (reader) => ({ current: reader.byte(), supported: reader.byte() }),
  0x3b: (reader) => ({ daysLeft: reader.uint16() }),
  0x3d: (reader) => ({
    documentsLeft: reader.uint32(),
    bufferKilobytesLeft: reader.uint32(),
    ...(reader.left >= 1 ? { notificationsPercent: reader.byte() } : {}),
  }),
  0x3f: (reader) => ({ execution: reader.text(48) }),
  0x40: (reader, bytes) => readFoundDocument(reader, bytes),
  0x41: (reader) => ({ dateTime: reader.storageDateTime(), fpo: hexadecimal(reader.take(18)), fd: reader.uint32() }),
  0x42: (reader) => ({ unconfirmed: reader.uint16() }),
  0x43: readRegistrationResult,
  0x45: (reader) => ({ form: reader.uint16(), bodyLen: reader.uint16() }),
  0x6c: (reader) => ({
    version: reader.text(16),
    softwareType: reader.byte(),
    ...(reader.left > 0 ? { tail: reader.byte() } : {}),
  }),
  0xb0: (reader) => ({
    checkState: reader.byte(),
    notificationState: reader.byte(),
    allowedBits: reader.byte(),
    stored: reader.byte(),
    included: reader.byte(),
    fill: reader.byte(),
    queue: reader.uint16(),
  }),
  0xba: (reader) => ({
    state: reader.byte(),
    queue: reader.uint16(),
    number: reader.uint32(),
    dateTime: reader.storageDateTime(),
    percent: reader.byte(),
  }),
}

/** Decodes the data of an answer to storage command `command`. Throws CodecError. */
export function decodeStoragePayload(command: number, bytes: Uint8Array): Payload {
  const read = payloads[command]
  if (!read) throw new CodecError('decode.unknown', 0, `no structure for command ${command.toString(16)}h`)
  const reader = new ByteReader(bytes)
  const payload = read(reader, bytes)
  reader.expectEnd()
  return payload
}

/** A frame of the storage's own link: `04 | length u16 LE | code | data | CRC-16 LE` over everything but the first byte. */
export function decodeStorageFrame(bytes: Uint8Array): {
  readonly code: number
  readonly data: Uint8Array
  readonly crc: number
} {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  if (bytes[0] !== 0x04) throw new CodecError('decode.marker', 0, 'a storage frame begins with 04')
  const reader = new ByteReader(bytes)
  reader.byte()
  const length = reader.uint16()
  if (length === 0) throw new CodecError('decode.length', 1, 'the length counts the code, so it is at least 1')
  const code = reader.byte()
  const data = reader.take(length - 1)
  const crc = reader.uint16()
  reader.expectEnd()
  const computed = crc16CcittFalse(bytes.subarray(1, bytes.length - 2))
  if (computed !== crc)
    throw new CodecError('decode.checksum', bytes.length - 2, `CRC ${computed.toString(16)}h expected`)
  return { code, data, crc }
}

function readStatus(reader: ByteReader): Payload {
  return {
    phase: reader.byte(),
    currentDoc: reader.byte(),
    docData: reader.byte() !== 0,
    shiftOpen: reader.byte() !== 0,
    warnings: reader.byte(),
    dateTime: dateTimeOrNull(reader),
    fn: reader.text(16),
    lastFd: reader.uint32(),
  }
}

function readExchange(reader: ByteReader): Payload {
  const flags = reader.byte()
  return {
    flags,
    connected: (flags & 1) !== 0,
    pending: (flags & 2) !== 0,
    waitingAck: (flags & 4) !== 0,
    commandFromOfd: (flags & 8) !== 0,
    settingsChanged: (flags & 16) !== 0,
    waitingCommandAnswer: (flags & 32) !== 0,
    readStarted: reader.byte() !== 0,
    queue: reader.uint16(),
    firstFd: reader.uint32(),
    firstDateTime: dateTimeOrNull(reader),
  }
}

function readCounts(reader: ByteReader): Payload {
  const names = [
    'total',
    'income',
    'incomeReturn',
    'outcome',
    'outcomeReturn',
    'corrections',
    'corrIncome',
    'corrIncomeReturn',
    'corrOutcome',
    'corrOutcomeReturn',
  ]
  const counts: Record<string, number> = { shiftOrShifts: reader.uint16() }
  for (const name of names) counts[name] = reader.uint32()
  return counts
}

function readCounterBlock(reader: ByteReader): Payload {
  const names = [
    'total',
    'cash',
    'electronic',
    'prepaid',
    'postpaid',
    'provision',
    'vat20',
    'vat10',
    'turnover0',
    'turnoverNoVat',
    'vat20120',
    'vat10110',
  ]
  const counters: Record<string, number> = { count: reader.uint32() }
  for (const name of names) counters[name] = reader.unsigned(6)
  return counters
}

function readFoundDocument(reader: ByteReader, bytes: Uint8Array): Payload {
  const document = decodeFixedDocument(bytes)
  reader.take(reader.left)
  const code = bytes[0] as number
  return {
    docType: code,
    ofdAck: document.confirmed,
    dateTime: document.time,
    fd: document.number,
    fpd: document.fiscalSign,
    ...document.fields,
  }
}

/** Three lengths: ФФД 1.0, 1.1 and 1.1+ with the reasons of a change. */
function readRegistrationResult(reader: ByteReader): Payload {
  const total = reader.left
  const head = {
    dateTime: reader.storageDateTime(),
    inn: reader.text(12),
    rnm: reader.text(20),
    taxBits: reader.byte(),
    modeBits: reader.byte(),
  }
  const extended = total >= 60 ? { extModeBits: reader.byte(), ofdInn: reader.text(12) } : {}
  const reasonLength = reader.left - 8
  const reason = reasonLength > 0 ? { reason: reader.unsigned(reasonLength) } : {}
  return { ...head, ...extended, ...reason, fd: reader.uint32(), fpd: reader.uint32() }
}

/** A storage that holds nothing yet fills the date with zeros. */
function dateTimeOrNull(reader: ByteReader): string | null {
  const start = reader.take(5)
  if (start.every((byte) => byte === 0)) return null
  return new ByteReader(start).storageDateTime()
}
