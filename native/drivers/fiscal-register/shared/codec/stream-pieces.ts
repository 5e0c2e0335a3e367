import type { StreamCutter, StreamPiece } from '../../../../codecs/wire-format.ts'

/** Neighbouring discards for the same reason are one piece. */
export function joinDiscarded(pieces: readonly StreamPiece[]): StreamPiece[] {
  const joined: StreamPiece[] = []
  let run: StreamPiece[] = []
  const close = () => {
    const [first] = run
    if (first) joined.push({ ...first, bytes: Uint8Array.from(run.flatMap((piece) => [...piece.bytes])) })
    run = []
  }
  for (const piece of pieces) {
    if (piece.kind === 'frame' || piece.reason !== run[0]?.reason) close()
    if (piece.kind === 'frame') joined.push(piece)
    else run.push(piece)
  }
  close()
  return joined
}

/** A cutter that says whether a frame has begun. */
export interface PendingCutter extends StreamCutter {
  readonly pending: boolean
}

/**
 * One direction of a recording in which the host may have tried two link layers: whichever cutter holds an unfinished frame gets the
 * next byte; otherwise the byte itself tells, `start` being the first of every frame of `marked`.
 */
export class EitherCutter implements StreamCutter {
  readonly #start: number
  readonly #marked: PendingCutter
  readonly #other: PendingCutter

  constructor(start: number, marked: PendingCutter, other: PendingCutter) {
    this.#start = start
    this.#marked = marked
    this.#other = other
  }

  push(bytes: Uint8Array): StreamPiece[] {
    return joinDiscarded([...bytes].flatMap((byte) => this.#choose(byte).push(Uint8Array.of(byte))))
  }

  flush(): StreamPiece[] {
    return [...this.#marked.flush(), ...this.#other.flush()]
  }

  #choose(byte: number): StreamCutter {
    if (this.#marked.pending) return this.#marked
    return byte === this.#start && !this.#other.pending ? this.#marked : this.#other
  }
}
