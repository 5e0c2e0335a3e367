import { CodecError } from '../../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../../codecs/hexadecimal.ts'
import { MarkedCutter } from '../../shared/codec/marked-cutter.ts'

/**
 * `FE | length low | length high | id | data | CRC8`. The length counts data bytes before escaping, seven bits in its first
 * byte; data and checksum are escaped, length and id are not. The checksum covers id and data, not the length.
 */
interface Packet {
  /** 00…DF: a question and its answer. F0: the machine speaks by itself. */
  readonly id: number
  readonly data: Uint8Array
}

export const START = 0xfe
const ESCAPE = 0xfd
const ESCAPED_START = 0xee
const ESCAPED_ESCAPE = 0xed
export const ASYNCHRONOUS_ID = 0xf0
export const LAST_ID = 0xdf

/** A task holds a command, and no command or answer comes near this. Keeps FEh out of the length, too. */
export const longestData = 0x3fff
/** Start, length, id, and data and checksum with every byte escaped. */
const longestPacket = 4 + 2 * (longestData + 1)

/** Polynomial 31h, start value FFh, not reflected. */
function crc8(id: number, data: Uint8Array): number {
  let crc = step(0xff, id)
  for (const byte of data) crc = step(crc, byte)
  return crc
}

function step(crc: number, byte: number): number {
  let value = crc ^ byte
  for (let bit = 0; bit < 8; bit++) value = ((value << 1) ^ (value & 0x80 ? 0x31 : 0)) & 0xff
  return value
}

/** Throws `encode.value` for data that is longer than any packet. */
export function encodePacket({ id, data }: Packet): Uint8Array {
  if (data.length > longestData) throw new CodecError('encode.value', 0, `at most ${longestData} bytes`)
  const bytes = [START, data.length & 0x7f, data.length >> 7, id]
  for (const byte of [...data, crc8(id, data)]) {
    if (byte === START) bytes.push(ESCAPE, ESCAPED_START)
    else if (byte === ESCAPE) bytes.push(ESCAPE, ESCAPED_ESCAPE)
    else bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}

/** A whole packet, and where each byte of its data and its checksum stand. Throws CodecError. */
export function decodePacket(bytes: Uint8Array): Packet & { readonly places: readonly number[] } {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  if (bytes[0] !== START) throw new CodecError('decode.marker', 0, 'a packet begins with FE')
  const [, low = 0, high = 0, id = 0] = bytes
  if (bytes.length < 5) throw new CodecError('decode.truncated', bytes.length, 'a packet has at least five bytes')
  if (low > 0x7f || high > longestData >> 7) throw new CodecError('decode.length', 1, 'no length of a packet')
  const length = low | (high << 7)
  const places: number[] = []
  const plain: number[] = []
  for (let offset = 4; offset < bytes.length; offset++) {
    if (plain.length > length) throw new CodecError('decode.trailing', offset, 'bytes after the packet')
    places.push(offset)
    const byte = bytes[offset] as number
    if (byte === START) throw new CodecError('decode.marker', offset, 'FE inside of a packet')
    plain.push(byte === ESCAPE ? unescape(bytes, ++offset) : byte)
  }
  if (plain.length <= length) throw new CodecError('decode.truncated', bytes.length, 'the packet goes on')
  const crc = plain[length] as number
  const data = Uint8Array.from(plain.slice(0, length))
  const computed = crc8(id, data)
  if (crc !== computed) {
    const expected = toHexadecimal(Uint8Array.of(computed))
    throw new CodecError('decode.checksum', places[length] ?? bytes.length, `CRC ${expected} expected`)
  }
  return { id, data, places }
}

function unescape(bytes: Uint8Array, offset: number): number {
  switch (bytes[offset]) {
    case ESCAPED_START:
      return START
    case ESCAPED_ESCAPE:
      return ESCAPE
    case undefined:
      throw new CodecError('decode.truncated', offset, 'the escape is cut off')
    default:
      throw new CodecError('decode.value', offset, 'no such escape')
  }
}

export const createPacketCutter = () =>
  new MarkedCutter({
    start: START,
    startIsUnique: true,
    controls: {},
    longest: longestPacket,
    begin() {
      /** Data bytes and checksum that are still to come. */
      let left = 0
      let escaped = false
      return (byte, length) => {
        if (length <= 3 && byte > 0x7f) return { broken: 'no length' }
        if (length === 2) left = byte + 1
        if (length === 3) left += byte << 7
        if (length <= 4) return 'goes on'
        escaped = byte === ESCAPE && !escaped
        if (!escaped) left--
        return left === 0 ? 'complete' : 'goes on'
      }
    },
    check: decodePacket,
  })
