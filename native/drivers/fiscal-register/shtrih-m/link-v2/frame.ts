import { CodecError } from '../../../../codecs/codec-error.ts'
import type { StreamPiece } from '../../../../codecs/wire-format.ts'

/** First byte of every frame of the «alternative» link layer; never occurs inside one. */
export const START = 0x8f
const ESCAPE = 0x9f
const ESCAPED_START = 0x81
const ESCAPED_ESCAPE = 0x83

/** LEN counts the number and the payload, so 65 533 payload bytes are the most that a frame can say. */
const longestPayload = 65_533

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

/**
 * Cuts a stream into frames. A bare START begins a new frame whatever came before it. Keeps at most one longest frame,
 * stuffed (131 078 bytes).
 */
export class FrameCutter {
  #kept: number[] = []
  #size = 0
  #length = 0
  #escaped = false

  /** An unfinished frame is kept. */
  get pending(): boolean {
    return this.#kept.length > 0
  }

  push(bytes: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = []
    let outside: number[] = []
    const discard = (reason: string) => {
      if (outside.length > 0) pieces.push({ kind: 'discarded', bytes: Uint8Array.from(outside), reason })
      outside = []
    }
    for (const byte of bytes) {
      if (byte === START) {
        discard('no beginning of a frame')
        pieces.push(...this.flush())
        this.#kept = [byte]
        continue
      }
      if (this.#kept.length === 0) {
        outside.push(byte)
        continue
      }
      const piece = this.#append(byte)
      if (piece) pieces.push(piece)
    }
    discard('no beginning of a frame')
    return pieces
  }

  flush(): StreamPiece[] {
    const rest = this.#kept
    this.#reset()
    return rest.length > 0 ? [{ kind: 'discarded', bytes: Uint8Array.from(rest), reason: 'cut off' }] : []
  }

  #reset(): void {
    this.#kept = []
    this.#size = 0
    this.#length = 0
    this.#escaped = false
  }

  #append(byte: number): StreamPiece | undefined {
    this.#kept.push(byte)
    if (!this.#escaped && byte === ESCAPE) {
      this.#escaped = true
      return undefined
    }
    if (this.#escaped && byte !== ESCAPED_START && byte !== ESCAPED_ESCAPE) return this.#end('unknown escape')
    const value = this.#escaped ? (byte === ESCAPED_START ? START : ESCAPE) : byte
    this.#escaped = false
    this.#size++
    if (this.#size === 1) this.#length = value
    if (this.#size === 2) {
      this.#length |= value << 8
      if (this.#length === 1) return this.#end('impossible length')
    }
    return this.#size >= 2 && this.#size === this.#length + 4 ? this.#end(undefined) : undefined
  }

  #end(reason: string | undefined): StreamPiece {
    const bytes = Uint8Array.from(this.#kept)
    this.#reset()
    if (reason) return { kind: 'discarded', bytes, reason }
    try {
      decodeFrame(bytes)
      return { kind: 'frame', bytes }
    } catch (error) {
      if (error instanceof CodecError) return { kind: 'discarded', bytes, reason: error.detail }
      throw error
    }
  }
}
