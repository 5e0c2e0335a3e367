import { checksum } from './checksum.ts'

/** `F8 55 CE`, length u16 LE, command, data, checksum u16 LE. The length and the checksum cover command and data. */
export const header = [0xf8, 0x55, 0xce] as const
const overhead = 7
/** No answer of the protocol comes near it; a greater length is noise. */
export const longestBody = 512

export interface Frame {
  readonly command: number
  readonly data: Uint8Array
  readonly checksumRight: boolean
  readonly bytes: Uint8Array
}

export type FramePiece =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'discarded'; readonly bytes: Uint8Array; readonly reason: string }

export function encodeFrame(command: number, data: Uint8Array | readonly number[] = []): Uint8Array {
  const body = Uint8Array.from([command, ...data])
  const sum = checksum(body)
  return Uint8Array.from([...header, body.length & 0xff, body.length >> 8, ...body, sum & 0xff, sum >> 8])
}

/** Cuts frames out of a stream that comes in any pieces. Keeps at most one longest frame. */
export class FrameReader {
  #pending: number[] = []

  push(bytes: Uint8Array): FramePiece[] {
    const pieces: FramePiece[] = []
    for (const byte of bytes) {
      this.#pending.push(byte)
      this.#take(pieces)
    }
    return pieces
  }

  /** What is left when no more will come. */
  flush(): FramePiece[] {
    const pieces = this.#pending.length ? [this.#discard(this.#pending.length, 'incomplete frame')] : []
    return pieces
  }

  #take(pieces: FramePiece[]): void {
    this.#synchronise(pieces)
    const length = bodyLength(this.#pending)
    if (length === undefined) return
    if (length === 0 || length > longestBody) {
      pieces.push(this.#discard(1, 'impossible length'))
      this.#take(pieces)
      return
    }
    if (this.#pending.length < length + overhead) return
    const bytes = Uint8Array.from(this.#pending.splice(0, length + overhead))
    pieces.push({ kind: 'frame', frame: readFrame(bytes, length) })
  }

  #synchronise(pieces: FramePiece[]): void {
    let start = 0
    while (
      start < this.#pending.length &&
      !header.every((byte, index) => (this.#pending[start + index] ?? byte) === byte)
    )
      start++
    if (start > 0) pieces.push(this.#discard(start, 'no header'))
  }

  #discard(count: number, reason: string): FramePiece {
    return { kind: 'discarded', bytes: Uint8Array.from(this.#pending.splice(0, count)), reason }
  }
}

/** Some hosts send the length most significant byte first, and scales answer them: 00 01 cannot be a length of 256 here. */
function bodyLength(pending: readonly number[]): number | undefined {
  const [low, high] = [pending[3], pending[4]]
  if (low === undefined || high === undefined) return undefined
  return low === 0 && high > 0 ? high : low | (high << 8)
}

function readFrame(bytes: Uint8Array, length: number): Frame {
  const body = bytes.subarray(5, 5 + length)
  const sum = (bytes[5 + length] ?? 0) | ((bytes[6 + length] ?? 0) << 8)
  return { command: body[0] ?? 0, data: body.slice(1), checksumRight: sum === checksum(body), bytes }
}
