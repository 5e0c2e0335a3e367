import { CodecError } from '../../../../codecs/codec-error.ts'
import { readJson, type LocatedJson } from '../../../../codecs/json/located-json.ts'
import type { StreamCutter, StreamPiece } from '../../../../codecs/wire-format.ts'

/** Length of what follows, u32 big-endian, in front of every message of the service's TCP port. */
export const headLength = 4

/** More than a base of goods of a whole register; a length beyond it is no length. */
export const longestMessage = 4 * 1024 * 1024

/** A request as bytes: its length and its text in UTF-8. */
export function encodeFrame(json: object): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json))
  const frame = new Uint8Array(headLength + text.length)
  new DataView(frame.buffer).setUint32(0, text.length)
  frame.set(text, headLength)
  return frame
}

/** Length of the message behind a head of four bytes. Throws `decode.length` for one beyond `limit`. */
export function readLength(head: Uint8Array, limit = longestMessage): number {
  if (head.length < headLength) throw new CodecError('decode.truncated', head.length, 'four bytes of length expected')
  const length = new DataView(head.buffer, head.byteOffset).getUint32(0)
  if (length > limit) throw new CodecError('decode.length', 0, `${length} bytes announced, ${limit} at most`)
  return length
}

/**
 * One whole frame. `message` is `undefined` for the length 0, with which the service says that it has lost its link to the
 * register. Throws CodecError; offsets count from the first byte of the length.
 */
export function decodeFrame(frame: Uint8Array): {
  readonly length: number
  readonly message: LocatedJson | undefined
} {
  const length = readLength(frame)
  const present = frame.length - headLength
  if (present < length)
    throw new CodecError('decode.truncated', frame.length, `${length - present} more bytes expected`)
  if (present > length) throw new CodecError('decode.trailing', headLength + length, 'bytes after the message')
  return { length, message: length === 0 ? undefined : readJson(frame, headLength) }
}

const openingBrace = 0x7b

/**
 * Cuts one direction of a recorded stream into frames. A length counts only in front of a `{`, which begins every message; where it
 * does not, nobody knows where the next frame begins, and bytes are discarded one by one until there is such a length again.
 */
export class FrameCutter implements StreamCutter {
  /** A length and the first byte behind it. */
  #head: number[] = []
  #frame: Uint8Array | undefined
  #filled = 0
  #discarded: number[] = []

  push(bytes: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = []
    for (let at = 0; at < bytes.length;) {
      if (this.#frame) at += this.#fill(this.#frame, bytes.subarray(at), pieces)
      else this.#begin(bytes[at++] ?? 0, pieces)
    }
    this.#drop(pieces)
    return pieces
  }

  flush(): StreamPiece[] {
    const rest = this.#frame ? this.#frame.slice(0, this.#filled) : Uint8Array.from(this.#head)
    this.#frame = undefined
    this.#head = []
    return rest.length > 0 ? [{ kind: 'discarded', bytes: rest, reason: 'unfinished' }] : []
  }

  #begin(byte: number, pieces: StreamPiece[]): void {
    this.#head.push(byte)
    while (this.#head.length >= headLength) {
      const head = Uint8Array.from(this.#head)
      const length = new DataView(head.buffer).getUint32(0)
      const first = head[headLength]
      if (length > longestMessage || (first !== undefined && first !== openingBrace)) {
        this.#discarded.push(this.#head.shift() ?? 0)
        continue
      }
      if (length > 0 && first === undefined) return
      this.#drop(pieces)
      this.#head = []
      this.#frame = head
      this.#filled = head.length
      if (this.#filled === headLength + length) this.#finish(pieces)
    }
  }

  /** The memory of a message is taken as it comes: a length alone is only a promise. */
  #fill(frame: Uint8Array, bytes: Uint8Array, pieces: StreamPiece[]): number {
    const whole = headLength + readLength(frame)
    const taken = Math.min(whole - this.#filled, bytes.length)
    const needed = this.#filled + taken
    if (frame.length < needed) {
      this.#frame = new Uint8Array(Math.min(whole, Math.max(needed, 2 * frame.length)))
      this.#frame.set(frame)
    }
    this.#frame?.set(bytes.subarray(0, taken), this.#filled)
    this.#filled = needed
    if (needed === whole) this.#finish(pieces)
    return taken
  }

  #finish(pieces: StreamPiece[]): void {
    if (this.#frame) pieces.push({ kind: 'frame', bytes: this.#frame.slice(0, this.#filled) })
    this.#frame = undefined
  }

  #drop(pieces: StreamPiece[]): void {
    if (this.#discarded.length === 0) return
    pieces.push({ kind: 'discarded', bytes: Uint8Array.from(this.#discarded), reason: 'no message' })
    this.#discarded = []
  }
}
