import type { StreamPiece } from '../../../../codecs/wire-format.ts'

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
