import { decodeCp866, encodeCp866 } from '../../../../codecs/ffd/cp866.ts'
import { CodecError } from '../../../../codecs/codec-error.ts'

/**
 * `02 | password | id | command | values | 03 | checksum` to the machine, `02 | id | command | error | values | 03 | checksum`
 * from it. Everything between the marks is text: codes and checksum are two hexadecimal digits, a value ends with FS.
 */
export const STX = 0x02
export const ETX = 0x03
export const ENQ = 0x05
export const ACK = 0x06
export const LF = 0x0a
const FS = 0x1c

/** «ID пакета»: any byte between these; the answer repeats it. */
export const firstId = 0x20
export const lastId = 0xf0
export const passwordLength = 4

/** No command or answer comes near this: the longest carry blocks of the storage in hexadecimal. */
export const longestPacket = 8_192

/** A value as it stands in a packet. */
export interface PacketValue {
  readonly text: string
  readonly offset: number
  /** Bytes without the separator. */
  readonly length: number
}

export interface CommandPacket {
  readonly password: string
  readonly id: number
  readonly command: number
  readonly values: readonly string[]
}

export interface AnswerPacket {
  readonly id: number
  readonly command: number
  readonly error: number
  readonly values: readonly string[]
}

type Read<Packet> = Omit<Packet, 'values'> & { readonly values: readonly PacketValue[]; readonly checksum: string }

const hexadecimal = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0')

/** A command without values carries a lone separator, as the vendor's own client sends it. Throws `encode.value`. */
export function encodeCommandPacket({ password, id, command, values }: CommandPacket): Uint8Array {
  if (password.length !== passwordLength) throw new CodecError('encode.value', 1, `${passwordLength} characters`)
  return seal([...encodeText(password), checkId(id), ...encodeText(hexadecimal(command))], values, [FS])
}

/** Throws `encode.value`. */
export function encodeAnswerPacket({ id, command, error, values }: AnswerPacket): Uint8Array {
  return seal([checkId(id), ...encodeText(hexadecimal(command) + hexadecimal(error))], values, [])
}

function seal(head: readonly number[], values: readonly string[], none: readonly number[]): Uint8Array {
  const data = values.length === 0 ? none : values.flatMap((value) => [...encodeText(value), FS])
  const inner = [...head, ...data, ETX]
  if (inner.length + 3 > longestPacket) throw new CodecError('encode.value', 0, `at most ${longestPacket} bytes`)
  return Uint8Array.of(STX, ...inner, ...encodeText(hexadecimal(checksum(inner))))
}

function checkId(id: number): number {
  if (!Number.isInteger(id) || id < firstId || id > lastId)
    throw new CodecError('encode.value', 1, `no packet id: ${id}`)
  return id
}

/** Throws `encode.value` for what CP866 lacks and for control characters, which would cut the packet up. */
function encodeText(text: string): Uint8Array {
  const bytes = encodeCp866(text)
  const control = bytes.findIndex((byte) => byte < firstId)
  if (control >= 0) throw new CodecError('encode.value', control, 'a control character')
  return bytes
}

/** XOR of everything after STX, ETX included. */
function checksum(bytes: Iterable<number>): number {
  let sum = 0
  for (const byte of bytes) sum ^= byte
  return sum
}

/** Throws CodecError. */
export function decodeCommandPacket(bytes: Uint8Array): Read<CommandPacket> {
  const etx = openPacket(bytes, 1 + passwordLength + 1 + 2)
  return {
    password: decodeCp866(bytes, 1, 1 + passwordLength),
    id: readId(bytes, 1 + passwordLength),
    command: readCode(bytes, 6),
    values: splitValues(bytes, 8, etx),
    checksum: decodeCp866(bytes, etx + 1, etx + 3),
  }
}

/** Throws CodecError. */
export function decodeAnswerPacket(bytes: Uint8Array): Read<AnswerPacket> {
  const etx = openPacket(bytes, 1 + 1 + 2 + 2)
  return {
    id: readId(bytes, 1),
    command: readCode(bytes, 2),
    error: readCode(bytes, 4),
    values: splitValues(bytes, 6, etx),
    checksum: decodeCp866(bytes, etx + 1, etx + 3),
  }
}

/** Checks marks and checksum of a whole packet. Returns where ETX stands. */
function openPacket(bytes: Uint8Array, headLength: number): number {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  if (bytes[0] !== STX) throw new CodecError('decode.marker', 0, 'a packet begins with 02')
  const etx = bytes.indexOf(ETX)
  if (etx < 0) throw new CodecError('decode.truncated', bytes.length, 'the packet goes on')
  if (bytes.length < etx + 3) throw new CodecError('decode.truncated', bytes.length, 'the checksum is cut off')
  if (bytes.length > etx + 3) throw new CodecError('decode.trailing', etx + 3, 'bytes after the packet')
  const computed = checksum(bytes.subarray(1, etx + 1))
  if (readCode(bytes, etx + 1) !== computed) {
    throw new CodecError('decode.checksum', etx + 1, `checksum ${hexadecimal(computed)} expected`)
  }
  if (etx < headLength) throw new CodecError('decode.truncated', etx, 'the head is cut off')
  return etx
}

function readId(bytes: Uint8Array, offset: number): number {
  const id = bytes[offset] ?? 0
  if (id < firstId || id > lastId) throw new CodecError('decode.value', offset, 'no packet id')
  return id
}

function readCode(bytes: Uint8Array, offset: number): number {
  const digits = String.fromCharCode(bytes[offset] ?? 0, bytes[offset + 1] ?? 0)
  if (!/^[\dA-F]{2}$/iu.test(digits)) throw new CodecError('decode.value', offset, 'two hexadecimal digits expected')
  return Number.parseInt(digits, 16)
}

/** A lone separator is no value; the separator after the last value may be missing. */
function splitValues(bytes: Uint8Array, start: number, end: number): PacketValue[] {
  const values: PacketValue[] = []
  if (end - start === 1 && bytes[start] === FS) return values
  for (let offset = start, from = start; offset <= end; offset++) {
    const byte = bytes[offset] as number
    const ends = offset === end || byte === FS
    if (!ends && byte < firstId) throw new CodecError('decode.value', offset, 'a control character in a value')
    if (!ends || (offset === end && from === end)) continue
    values.push({ text: decodeCp866(bytes, from, offset), offset: from, length: offset - from })
    from = offset + 1
  }
  return values
}
