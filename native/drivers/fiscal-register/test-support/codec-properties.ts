import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../../../codecs/codec-error.ts'
import type { StreamCutter, StreamPiece } from '../../../codecs/wire-format.ts'

/** What every codec of a register holds to, whatever bytes it is given. */

/** Runs `work`; only a CodecError may come out of it, with a place in the bytes, and is returned. */
export function orCodecError(work: () => unknown): CodecError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    expect(error.offset).toBeGreaterThanOrEqual(0)
    return error
  }
}

export const bytes = (constraints: fc.IntArrayConstraints = {}) => fc.uint8Array({ maxLength: 400, ...constraints })

/** Bytes that look like the protocol more often than chance would have it: noise, bytes that mean something, whole frames. */
export const lineBytes = (special: readonly number[], ...frames: readonly fc.Arbitrary<Uint8Array>[]) =>
  fc
    .array(
      fc.oneof(
        bytes({ maxLength: 12 }),
        fc.constantFrom(...special).map((one) => Uint8Array.of(one)),
        ...frames,
      ),
      { maxLength: 12 },
    )
    .map((pieces) => Uint8Array.from(pieces.flatMap((piece) => [...piece])))

const frames = (pieces: readonly StreamPiece[]) =>
  pieces.filter(({ kind }) => kind === 'frame').map((piece) => [...piece.bytes])

const sizeOf = (pieces: readonly StreamPiece[]) => pieces.reduce((sum, piece) => sum + piece.bytes.length, 0)

const floodTurns = 40
const floodTurn = 4_096

/**
 * A cutter loses no byte, cuts the same way in any pieces and never keeps more than `longest` bytes. `floods`: bytes that may come
 * without an end, on their own and behind each of `beginnings`.
 */
export function describeCutter(
  name: string,
  create: () => StreamCutter,
  given: {
    readonly longest: number
    readonly line: fc.Arbitrary<Uint8Array>
    readonly floods: readonly number[]
    readonly beginnings: readonly (readonly number[])[]
  },
): void {
  const { longest, line, floods, beginnings } = given

  /** Keeps count of what the cutter keeps. */
  function counted() {
    const cutter = create()
    let kept = 0
    const push = (input: Uint8Array) => {
      const out = cutter.push(input)
      kept += input.length - sizeOf(out)
      expect(kept).toBeLessThanOrEqual(longest)
      return out
    }
    return { push, flush: () => cutter.flush() }
  }

  const cut = (stream: Uint8Array, sizes: readonly number[]): StreamPiece[] => {
    const { push, flush } = counted()
    const pieces: StreamPiece[] = []
    for (let offset = 0, turn = 0; offset < stream.length; turn++) {
      const size = sizes.length > 0 ? 1 + ((sizes[turn % sizes.length] ?? 0) % 50) : stream.length
      pieces.push(...push(stream.subarray(offset, offset + size)))
      offset += size
    }
    return [...pieces, ...flush()]
  }

  describe(`cutting a stream: ${name}`, () => {
    test('every byte comes out, in its order, whatever pieces it came in', () => {
      fc.assert(
        fc.property(fc.oneof(bytes(), line), fc.array(fc.nat(200), { maxLength: 8 }), (stream, sizes) => {
          const pieces = cut(stream, sizes)
          expect(pieces.flatMap((piece) => [...piece.bytes])).toEqual([...stream])
          expect(frames(pieces)).toEqual(frames(cut(stream, [])))
          for (const piece of pieces) if (piece.kind === 'discarded') expect(piece.reason).toBeTruthy()
        }),
        { numRuns: 500 },
      )
    })

    test('a flood of one byte neither grows nor hangs', () => {
      for (const byte of floods) {
        for (const beginning of [[], ...beginnings]) {
          const { push, flush } = counted()
          let out = sizeOf(push(Uint8Array.from(beginning)))
          const flood = new Uint8Array(floodTurn).fill(byte)
          for (let turn = 0; turn < floodTurns; turn++) out += sizeOf(push(flood))
          out += sizeOf(flush())
          expect(out, `${byte} behind ${beginning.join(' ')}`).toBe(beginning.length + floodTurns * floodTurn)
        }
      }
    })
  })
}
