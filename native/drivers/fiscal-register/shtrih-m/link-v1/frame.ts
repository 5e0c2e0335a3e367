import { CodecError } from '../../../../codecs/codec-error.ts'
import type { StreamPiece } from '../../../../codecs/wire-format.ts'
import { joinDiscarded } from '../../shared/codec/stream-pieces.ts'

/** Control bytes of the «standard» link layer. */
export const ENQ = 0x05
export const ACK = 0x06
export const NAK = 0x15
export const STX = 0x02

/** STX, length, payload, LRC. Throws `encode.value` for an empty payload or one of more than 255 bytes. */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  if (payload.length < 1 || payload.length > 255)
    throw new CodecError('encode.value', 0, 'a frame carries 1 to 255 bytes')
  return Uint8Array.from([STX, payload.length, ...payload, longitudinalParity(payload)])
}

/** Exclusive or of the length byte and the payload. */
export function longitudinalParity(payload: Uint8Array): number {
  let parity = payload.length & 0xff
  for (const byte of payload) parity ^= byte
  return parity
}

/** One whole frame. Throws CodecError with the offset of the first wrong byte. */
export function decodeFrame(bytes: Uint8Array): Uint8Array {
  const [first, length = 0] = bytes
  if (first === undefined) throw new CodecError('decode.empty', 0, 'no bytes')
  if (first !== STX) throw new CodecError('decode.marker', 0, 'a frame begins with 02h')
  if (bytes.length >= 2 && length === 0) throw new CodecError('decode.length', 1, 'a frame carries at least one byte')
  if (bytes.length < length + 3) throw new CodecError('decode.truncated', bytes.length, `${length + 3} bytes expected`)
  if (bytes.length > length + 3) throw new CodecError('decode.trailing', length + 3, 'bytes after the frame')
  const payload = bytes.slice(2, 2 + length)
  if (bytes[2 + length] !== longitudinalParity(payload))
    throw new CodecError('decode.checksum', 2 + length, 'LRC does not match')
  return payload
}

/**
 * Cuts a stream into control bytes, frames and what is neither. A frame whose LRC does not match gives back its STX alone
 * and is searched for a beginning again, so that one bad length byte does not swallow what follows. Keeps at most one
 * longest frame (258 bytes).
 */
export class FrameCutter {
  #kept: number[] = []

  /** An unfinished frame is kept. */
  get pending(): boolean {
    return this.#kept.length > 0
  }

  push(bytes: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = []
    for (const byte of bytes) {
      this.#kept.push(byte)
      this.#cut(pieces)
    }
    return joinDiscarded(pieces)
  }

  flush(): StreamPiece[] {
    const rest = this.#kept
    this.#kept = []
    return rest.length > 0 ? [{ kind: 'discarded', bytes: Uint8Array.from(rest), reason: 'cut off' }] : []
  }

  #cut(pieces: StreamPiece[]): void {
    for (let first = this.#kept[0]; first !== undefined; first = this.#kept[0]) {
      if (first === ENQ || first === ACK || first === NAK) {
        pieces.push({ kind: 'frame', bytes: Uint8Array.of(first) })
        this.#kept.shift()
        continue
      }
      if (first !== STX) {
        pieces.push({
          kind: 'discarded',
          bytes: Uint8Array.of(first),
          reason: first === 0xff ? 'stray FFh' : 'no beginning of a frame',
        })
        this.#kept.shift()
        continue
      }
      const length = this.#kept[1]
      if (length === undefined) return
      if (length > 0 && this.#kept.length < length + 3) return
      const frame = Uint8Array.from(this.#kept.slice(0, length + 3))
      if (length > 0 && frame[length + 2] === longitudinalParity(frame.subarray(2, length + 2))) {
        pieces.push({ kind: 'frame', bytes: frame })
        this.#kept.splice(0, length + 3)
      } else {
        pieces.push({ kind: 'discarded', bytes: Uint8Array.of(STX), reason: 'LRC does not match' })
        this.#kept.shift()
      }
    }
  }
}
