import { CodecError } from '../../../../codecs/codec-error.ts'
import type { StreamPiece } from '../../../../codecs/wire-format.ts'
import { joinDiscarded, type PendingCutter } from './stream-pieces.ts'

/** What one more byte makes of a frame. `broken`: why there is none; the byte itself is `outside` where it cannot be part of one. */
type Verdict = 'goes on' | 'complete' | { readonly broken: string; readonly outside?: true }

/** Frames that begin with a byte of their own. */
export interface FrameFormat {
  readonly start: number
  /** The first byte never stands inside of a frame, so wherever it comes the next frame begins. */
  readonly startIsUnique: boolean
  /** Bytes that are a message of their own outside of frames. */
  readonly controls: Readonly<Record<number, string>>
  readonly longest: number
  /** Begins a frame; called with each byte after the first and the length with it. */
  begin(): (byte: number, length: number) => Verdict
  /** Throws CodecError for a complete frame that is none. */
  check(frame: Uint8Array): unknown
}

/** Cuts a stream into frames and control bytes. A damaged frame comes out as discarded bytes, so that its receiver may ask again. */
export class MarkedCutter implements PendingCutter {
  readonly #format: FrameFormat
  #bytes: number[] = []
  #judge: ReturnType<FrameFormat['begin']>

  constructor(format: FrameFormat) {
    this.#format = format
    this.#judge = format.begin()
  }

  get pending(): boolean {
    return this.#bytes.length > 0
  }

  push(bytes: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = []
    for (const byte of bytes) this.#take(byte, pieces)
    return joinDiscarded(pieces)
  }

  flush(): StreamPiece[] {
    const pieces: StreamPiece[] = []
    this.#discard('cut off', pieces)
    return pieces
  }

  #take(byte: number, pieces: StreamPiece[]): void {
    const { start, startIsUnique, longest, begin } = this.#format
    if (byte === start && (startIsUnique || !this.pending)) {
      this.#discard('a new frame begins', pieces)
      this.#bytes = [byte]
      this.#judge = begin()
      return
    }
    if (!this.pending) return this.#outside(byte, pieces)
    const verdict = this.#judge(byte, this.#bytes.length + 1)
    if (typeof verdict === 'object' && verdict.outside) {
      this.#discard(verdict.broken, pieces)
      return this.#outside(byte, pieces)
    }
    this.#bytes.push(byte)
    if (typeof verdict === 'object') this.#discard(verdict.broken, pieces)
    else if (verdict === 'complete') this.#finish(pieces)
    else if (this.#bytes.length >= longest) this.#discard('longer than any frame', pieces)
  }

  #outside(byte: number, pieces: StreamPiece[]): void {
    const bytes = Uint8Array.of(byte)
    pieces.push(
      byte in this.#format.controls ? { kind: 'frame', bytes } : { kind: 'discarded', bytes, reason: 'no frame' },
    )
  }

  #finish(pieces: StreamPiece[]): void {
    const bytes = Uint8Array.from(this.#bytes)
    try {
      this.#format.check(bytes)
      pieces.push({ kind: 'frame', bytes })
      this.#bytes = []
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      this.#discard(error.detail, pieces)
    }
  }

  #discard(reason: string, pieces: StreamPiece[]): void {
    if (this.pending) pieces.push({ kind: 'discarded', bytes: Uint8Array.from(this.#bytes), reason })
    this.#bytes = []
  }
}
