import { CodecError } from '../../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../../codecs/hexadecimal.ts'
import type { StreamCutter, StreamPiece } from '../../../../codecs/wire-format.ts'
import { joinDiscarded } from '../../shared/codec/stream-pieces.ts'

export const STX = 0x02
const ETX = 0x03
export const EOT = 0x04
export const ENQ = 0x05
export const ACK = 0x06
const DLE = 0x10
export const NAK = 0x15

export const controlNames: Readonly<Record<number, string>> = {
  [EOT]: 'EOT',
  [ENQ]: 'ENQ',
  [ACK]: 'ACK',
  [NAK]: 'NAK',
}

/** The protocol gives frames no length and no limit; no command or answer is as long. */
export const longestFrame = 2_048

/** `02 | data | 03 | BCC`. DLE and ETX inside of the data get a DLE in front; the checksum is taken over what is sent. */
export function encodeFrame(data: Uint8Array): Uint8Array {
  const masked: number[] = []
  for (const byte of data) {
    if (byte === DLE || byte === ETX) masked.push(DLE)
    masked.push(byte)
  }
  masked.push(ETX)
  return Uint8Array.of(STX, ...masked, checksum(masked))
}

const checksum = (bytes: Iterable<number>): number => {
  let sum = 0
  for (const byte of bytes) sum ^= byte
  return sum
}

/** A whole frame, where each byte of its data stands, and which bytes were masked. Throws CodecError. */
export function decodeFrame(bytes: Uint8Array): {
  readonly data: Uint8Array
  readonly places: readonly number[]
  readonly masked: readonly number[]
  readonly bcc: number
} {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  if (bytes[0] !== STX) throw new CodecError('decode.marker', 0, 'a frame begins with 02')
  const data: number[] = []
  const places: number[] = []
  const masked: number[] = []
  let offset = 1
  for (; offset < bytes.length && bytes[offset] !== ETX; offset++) {
    places.push(offset)
    if (bytes[offset] !== DLE) {
      data.push(bytes[offset] as number)
      continue
    }
    const byte = bytes[++offset]
    if (byte === undefined) throw new CodecError('decode.truncated', offset, 'the masked byte is missing')
    masked.push(byte)
    data.push(byte)
  }
  const bcc = bytes[offset + 1]
  if (bcc === undefined) throw new CodecError('decode.truncated', bytes.length, 'the frame goes on')
  if (bytes.length > offset + 2) throw new CodecError('decode.trailing', offset + 2, 'bytes after the frame')
  const computed = checksum(bytes.subarray(1, offset + 1))
  if (computed !== bcc) {
    throw new CodecError('decode.checksum', offset + 1, `BCC ${toHexadecimal(Uint8Array.of(computed))} expected`)
  }
  return { data: Uint8Array.from(data), places, masked, bcc }
}

/** Cuts a stream into frames and control bytes. A damaged frame comes out as discarded bytes. */
export class FrameCutter implements StreamCutter {
  #bytes: number[] = []
  #masked = false
  #ending = false

  /** A frame has begun. */
  get pending(): boolean {
    return this.#bytes.length > 0
  }

  push(bytes: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = []
    for (const byte of bytes) this.#take(byte, pieces)
    return joinDiscarded(pieces)
  }

  flush(): StreamPiece[] {
    const bytes = Uint8Array.from(this.#bytes)
    this.#begin([])
    return bytes.length > 0 ? [{ kind: 'discarded', bytes, reason: 'cut off' }] : []
  }

  #take(byte: number, pieces: StreamPiece[]): void {
    if (this.#bytes.length === 0) {
      if (byte === STX) return this.#begin([byte])
      const kind = byte in controlNames ? 'frame' : 'discarded'
      pieces.push({ kind, bytes: Uint8Array.of(byte), ...(kind === 'discarded' ? { reason: 'no frame' } : {}) })
      return
    }
    this.#bytes.push(byte)
    if (this.#ending) return this.#finish(pieces)
    if (this.#masked) this.#masked = false
    else if (byte === DLE) this.#masked = true
    else if (byte === ETX) this.#ending = true
    if (this.#bytes.length >= longestFrame) this.#finish(pieces)
  }

  #finish(pieces: StreamPiece[]): void {
    const bytes = Uint8Array.from(this.#bytes)
    this.#begin([])
    try {
      decodeFrame(bytes)
      pieces.push({ kind: 'frame', bytes })
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      pieces.push({ kind: 'discarded', bytes, reason: error.detail })
    }
  }

  #begin(bytes: number[]): void {
    this.#bytes = bytes
    this.#masked = false
    this.#ending = false
  }
}
