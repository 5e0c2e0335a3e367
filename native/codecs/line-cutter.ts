import type { StreamCutter, StreamPiece } from './wire-format.ts'

/** Cuts a recorded stream where one of `terminators` stands, which stays with its line. Lines over `limit` bytes are discarded. */
export function createLineCutter(terminators: readonly number[], limit = 4096): StreamCutter {
  let pending: number[] = []
  let overlong = false

  function end(): StreamPiece[] {
    if (!pending.length) return []
    const bytes = Uint8Array.from(pending)
    pending = []
    const piece: StreamPiece = overlong
      ? { kind: 'discarded', bytes, reason: 'longer than any message' }
      : { kind: 'frame', bytes }
    overlong = false
    return [piece]
  }

  return {
    push(bytes) {
      const pieces: StreamPiece[] = []
      for (const byte of bytes) {
        pending.push(byte)
        if (terminators.includes(byte)) pieces.push(...end())
        else if (pending.length >= limit) {
          overlong = true
          pieces.push(...end())
        }
      }
      return pieces
    },
    flush() {
      const pieces = end()
      return pieces.map((piece) => ({ ...piece, kind: 'discarded' as const, reason: piece.reason ?? 'no terminator' }))
    },
  }
}
