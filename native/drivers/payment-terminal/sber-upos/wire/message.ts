import { CodecError } from '../../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../../codecs/hexadecimal.ts'
import { decodeSingleByte } from '../../../../codecs/single-byte-text.ts'
import type { DecodedValue } from '../../../../codecs/wire-format.ts'
import { FieldReader } from './field-reader.ts'

type Value = { [name: string]: DecodedValue }

/** A message put together of its fragments: code, length u16 LE, synchronisation number u32 LE, data. */
export interface Message {
  readonly code: number
  /** Length that the message tells of itself; of a first fragment only the front is there. */
  readonly length: number
  readonly syncId: number
  /** Bit 31 of the number: an answer, whose code is its result. */
  readonly answer: boolean
  readonly data: Uint8Array
}

export function readMessage(bytes: Uint8Array): Message {
  if (bytes.length < 7) throw new CodecError('decode.truncated', bytes.length, 'a message has seven bytes at least')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sync = view.getUint32(3, true)
  return {
    code: bytes[0] ?? 0,
    length: view.getUint16(1, true),
    syncId: sync & 0x7fff_ffff,
    answer: sync >= 0x8000_0000,
    data: bytes.slice(7),
  }
}

const commandNames: Readonly<Record<number, string>> = {
  0x50: 'GETREADY',
  0xef: 'CARDTEST',
  0x6d: 'TRANSACTION',
  0xa0: 'MASTERCALL',
}

const masterCallOperations: Readonly<Record<number, string>> = { 1: 'open', 2: 'read', 3: 'write', 4: 'close' }

const devices: Readonly<Record<number, string>> = {
  0: 'none(0)',
  1: 'display(1)',
  2: 'keyboard(2)',
  3: 'printer(3)',
  4: 'stripe-reader(4)',
  5: 'clock(5)',
  0x19: 'LAN(0x19)',
  0x1e: 'menu(0x1E)',
  0x1f: 'input-line(0x1F)',
  0x20: 'beeper(0x20)',
  0x27: 'ping-info(0x27)',
  0x29: 'reboot(0x29)',
}

/** The head of a message: what it is and which question it belongs to. */
export function describeHead({ code, length, syncId, answer, data }: Message): Value {
  // Command 0 does not exist: a message with it is an answer whose number was left out.
  const head = answer || code === 0 ? { result: code } : { cmd: `0x${hex(code)} ${commandNames[code] ?? ''}`.trim() }
  const extended =
    answer && code === 0x0e && data.length === 2 ? { extended: (data[0] ?? 0) | ((data[1] ?? 0) << 8) } : {}
  // The answer to GETREADY is the terminal's name as text.
  const text =
    answer && data.length > 4 && data.every((byte) => byte >= 0x20 && byte < 0x7f)
      ? { text: String.fromCharCode(...data) }
      : {}
  return { ...head, length, syncId, answer, data: toHexadecimal(data), ...extended, ...text }
}

const transactionLengths: Readonly<Record<number, number>> = { 0x9f: 16, 0xbf: 19, 0xd3: 24 }

/** What the data of a message says. Empty where the layout is not known. */
export function describeData(message: Message): Value {
  const { code, data, answer } = message
  if (!answer && code === 0x6d && data.length === 68) return { request: transactionRequest(data) }
  const version = answer ? transactionLengths[data.length] : undefined
  if (version !== undefined) return { layoutVersion: version, result: transactionResult(data, version) }
  if ((code === 0xa0 && !answer) || (answer && looksLikeMasterCall(message)))
    return { masterCall: describeMasterCall(message) }
  return {}
}

/** An answer to MASTERCALL starts with the operation and the device that were asked for. */
function looksLikeMasterCall({ data, length }: Message): boolean {
  const [operation = 0, device = -1, zero] = data
  return length >= 5 && data.length >= 5 && operation in masterCallOperations && device in devices && zero === 0
}

export function describeMasterCall({ data, length, answer }: Message): Value {
  if (data.length < 5) throw new CodecError('decode.truncated', data.length, 'MASTERCALL has five bytes at least')
  const [operation = 0, device = 0] = data
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const told = view.getUint16(3, true)
  const content = data.subarray(5, 5 + told)
  const value: Value = {
    op: masterCallOperations[operation] ?? String(operation),
    device: devices[device] ?? `0x${hex(device)}`,
    dataLength: told,
  }
  if (content.length < told || data.length < length) return value
  value['data'] = toHexadecimal(content)
  if (device === 0x19 && operation === 1 && content.length >= 8) {
    value['ip'] = [...content.subarray(2, 6)].join('.')
    value['port'] = (content[6] ?? 0) | ((content[7] ?? 0) << 8)
  }
  if (device === 3 && operation === 3 && !answer && content.length > 0) {
    value['mode'] = content[0] ?? 0
    value['text'] = decodeSingleByte(content.subarray(1), 'ibm866')
  }
  return value
}

function transactionRequest(data: Uint8Array): Value {
  const reader = new FieldReader(data)
  return {
    amountMinor: reader.u32(),
    cardType: reader.u8(),
    department: reader.u8(),
    opType: reader.u8(),
    track2: reader.text(40),
    requestId: reader.u32(),
    rrn: reader.text(13),
    flags: reader.u32(),
  }
}

/** Layouts v16, v19 (with encrypted card data) and v24 (with the card's id). */
function transactionResult(data: Uint8Array, version: number): Value {
  const reader = new FieldReader(data)
  const value: Value = {
    code: reader.u16(),
    auth: reader.text(7),
    rrn: reader.text(13),
    opno: reader.text(5),
    card: reader.text(20),
    exp: reader.text(6),
    text: reader.text(32),
    date: reader.u32(),
    time: reader.u32(),
    own: reader.u8(),
    term: reader.text(9),
    cname: reader.text(16),
    mid: reader.text(12),
    spas: reader.u32(),
    sha: toHexadecimal(reader.bytes(20)).toLowerCase(),
  }
  if (version >= 19) value['enc'] = reader.text(32)
  if (version >= 24) value['cid'] = reader.u8()
  value['req'] = reader.u32()
  return value
}

const hex = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0')
