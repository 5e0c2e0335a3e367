import { CodecError } from '../../../../codecs/codec-error.ts'
import { MarkedCutter } from '../../shared/codec/marked-cutter.ts'

/** First byte of every frame of the «alternative» link layer; never occurs inside one. */
export const START = 0x8f
const ESCAPE = 0x9f
const ESCAPED_START = 0x81
const ESCAPED_ESCAPE = 0x83

/** LEN counts the number and the payload, so 65 533 payload bytes are the most that a frame can say. */
const longestPayload = 65_533
/** START, and length, number, payload and CRC with every byte as two. */
const longestStuffed = 1 + 2 * (longestPayload + 6)

export interface NumberedFrame {
  /** Absent in the request for the last number, the only frame without one. */
  readonly number: number | undefined
  /** Empty: the request (no number), or the answer «nothing was executed since power-on» (number). */
  readonly payload: Uint8Array
}

/** Polynomial 1021h, initial FFFFh, most significant bit first, no final inversion. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

/** START, then stuffed: LEN, NUM, payload, CRC, all little-endian. */
export function encodeFrame(frame: NumberedFrame): Uint8Array {
  const { number, payload } = frame
  if (payload.length > longestPayload) throw new CodecError('encode.value', 0, `longer than ${longestPayload} bytes`)
  const length = number === undefined ? 0 : payload.length + 2
  const body = [length & 255, length >> 8]
  if (number !== undefined) body.push(number & 255, number >> 8, ...payload)
  const crc = crc16(Uint8Array.from(body))
  body.push(crc & 255, crc >> 8)
  const stuffed = body.flatMap((byte) =>
    byte === START ? [ESCAPE, ESCAPED_START] : byte === ESCAPE ? [ESCAPE, ESCAPED_ESCAPE] : [byte],
  )
  return Uint8Array.from([START, ...stuffed])
}

interface DecodedFrame extends NumberedFrame {
  /** Some byte came as two. */
  readonly stuffed: boolean
  /** Where each byte of the unstuffed frame, START included, stands on the line; one more entry for the end. */
  readonly places: readonly number[]
}

/** One whole frame. Throws CodecError; offsets count the bytes as they came over the line. */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  if (bytes[0] !== START) throw new CodecError('decode.marker', 0, 'a frame begins with 8Fh')
  const body: number[] = []
  const at: number[] = []
  for (let index = 1; index < bytes.length; index++) {
    at.push(index)
    const byte = bytes[index] ?? 0
    if (byte === START) throw new CodecError('decode.marker', index, 'bare 8Fh inside a frame')
    if (byte !== ESCAPE) {
      body.push(byte)
      continue
    }
    const code = bytes[++index]
    if (code === undefined) throw new CodecError('decode.truncated', bytes.length, 'escape without its second byte')
    if (code !== ESCAPED_START && code !== ESCAPED_ESCAPE) throw new CodecError('decode.value', index, 'unknown escape')
    body.push(code === ESCAPED_START ? START : ESCAPE)
  }
  if (body.length < 2) throw new CodecError('decode.truncated', bytes.length, 'length is cut off')
  const length = (body[0] ?? 0) | ((body[1] ?? 0) << 8)
  if (length === 1) throw new CodecError('decode.length', 1, 'a frame has no number or two bytes of it')
  const size = length + 4
  if (body.length < size)
    throw new CodecError('decode.truncated', bytes.length, `${size - body.length} more bytes expected`)
  if (body.length > size) throw new CodecError('decode.trailing', at[size] ?? bytes.length, 'bytes after the frame')
  const crc = (body[size - 2] ?? 0) | ((body[size - 1] ?? 0) << 8)
  if (crc !== crc16(Uint8Array.from(body.slice(0, size - 2)))) {
    throw new CodecError('decode.checksum', at[size - 2] ?? 0, 'CRC does not match')
  }
  return {
    number: length === 0 ? undefined : (body[2] ?? 0) | ((body[3] ?? 0) << 8),
    payload: Uint8Array.from(body.slice(4, size - 2)),
    stuffed: bytes.length > size + 1,
    places: [0, ...at, bytes.length],
  }
}

export const createFrameCutter = () =>
  new MarkedCutter({
    start: START,
    startIsUnique: true,
    controls: {},
    longest: longestStuffed,
    begin() {
      let size = 0
      let length = 0
      let escaped = false
      return (byte) => {
        if (escaped && byte !== ESCAPED_START && byte !== ESCAPED_ESCAPE) return { broken: 'unknown escape' }
        if (!escaped && byte === ESCAPE) {
          escaped = true
          return 'goes on'
        }
        const value = !escaped ? byte : byte === ESCAPED_START ? START : ESCAPE
        escaped = false
        size++
        if (size <= 2) length += value << (8 * (size - 1))
        if (size === 2 && length === 1) return { broken: 'impossible length' }
        return size >= 2 && size === length + 4 ? 'complete' : 'goes on'
      }
    },
    check: decodeFrame,
  })
