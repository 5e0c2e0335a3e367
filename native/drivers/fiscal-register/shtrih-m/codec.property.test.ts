import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../../../codecs/codec-error.ts'
import { fromHexadecimal } from '../../../codecs/hexadecimal.ts'
import type { Direction, StreamCutter, StreamPiece } from '../../../codecs/wire-format.ts'
import vectors from '../../../../tests/vectors/fiscal-shtrih.json' with { type: 'json' }
import { ByteInput } from '../shared/codec/byte-input.ts'
import { catalogue } from './commands/catalogue.ts'
import { codeBytes } from './commands/command.ts'
import * as standard from './link-v1/frame.ts'
import * as numbered from './link-v2/frame.ts'
import { wire } from './wire.ts'

const bytes = (constraints: fc.IntArrayConstraints = {}) => fc.uint8Array({ maxLength: 400, ...constraints })
const direction = fc.constantFrom<Direction>('to-device', 'from-device')
const dialect = fc.constantFrom(undefined, ...wire.dialects)

/** Bytes that look like the protocol more often than chance would have it. */
const lineBytes = fc
  .array(
    fc.oneof(
      bytes({ maxLength: 12 }),
      fc.constantFrom(...[0x02, 0x05, 0x06, 0x15, 0x8f, 0x9f, 0x81, 0x83, 0xff].map((byte) => Uint8Array.of(byte))),
      bytes({ minLength: 1, maxLength: 40 }).map((payload) => standard.encodeFrame(payload)),
      fc
        .tuple(fc.nat(0xffff), bytes({ maxLength: 40 }))
        .map(([number, payload]) => numbered.encodeFrame({ number, payload })),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => Uint8Array.from(pieces.flatMap((piece) => [...piece])))

/** Runs `work`; only a CodecError may come out of it. */
function orCodecError(work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    expect(error.offset).toBeGreaterThanOrEqual(0)
  }
}

/** Identifiers are padded with zero bytes or with blanks: the machine takes either. */
const blank = (payload: Uint8Array) => payload.map((byte) => (byte === 0x20 ? 0 : byte))

describe('decoding', () => {
  test('any bytes decode or are refused with a place and a reason', () => {
    fc.assert(
      fc.property(fc.oneof(bytes(), lineBytes), direction, dialect, (input, way, named) => {
        orCodecError(() => wire.decode({ bytes: input, direction: way, dialect: named }))
      }),
      { numRuns: 3_000 },
    )
  })

  test('every command reads any parameters and any answer, or refuses them', () => {
    for (const command of catalogue.values()) {
      fc.assert(
        fc.property(bytes({ maxLength: 120 }), direction, (rest, way) => {
          const payload = Uint8Array.from([...codeBytes(command.code), ...rest])
          orCodecError(() => wire.decode({ bytes: payload, direction: way, dialect: 'shtrih-command' }))
          orCodecError(() => command.decode(payload))
        }),
        { numRuns: 40 },
      )
    }
  })

  test('what a command writes it reads again', () => {
    const samples = vectors.filter(({ protocol }) => protocol === 'shtrih-command' || protocol === 'shtrih-v1')
    for (const { protocol, hex, direction: way } of samples) {
      const frame = fromHexadecimal(hex)
      const payload = protocol === 'shtrih-v1' ? standard.decodeFrame(frame) : frame
      const code = payload[0] === 0xff ? 0xff00 | (payload[1] ?? 0) : (payload[0] ?? 0)
      const command = catalogue.get(code)
      if (!command || way !== 'host->device') continue
      const values = command.request.read(new ByteInput(payload, code > 0xff ? 2 : 1), () => {})
      expect(blank(command.encode(values)), hex).toEqual(blank(payload))
    }
  })

  test('a frame that is cut off anywhere is refused', () => {
    for (const { protocol, hex, direction: way } of vectors) {
      if (protocol !== 'shtrih-v1' && protocol !== 'shtrih-v2') continue
      const frame = fromHexadecimal(hex)
      for (let length = 0; length < frame.length; length++) {
        const attempt = () =>
          wire.decode({
            bytes: frame.subarray(0, length),
            direction: way === 'host->device' ? 'to-device' : 'from-device',
            dialect: protocol,
          })
        expect(attempt, `${hex} ${length}`).toThrow(CodecError)
      }
    }
  })
})

test('a frame carries any payload there and back', () => {
  fc.assert(
    fc.property(bytes({ minLength: 1, maxLength: 255 }), fc.nat(0xffff), (payload, number) => {
      expect(standard.decodeFrame(standard.encodeFrame(payload))).toEqual(payload)
      const frame = numbered.decodeFrame(numbered.encodeFrame({ number, payload }))
      expect(frame).toMatchObject({ number, payload })
    }),
  )
})

const cutters: readonly (readonly [string, () => StreamCutter, number])[] = [
  ['standard', () => new standard.FrameCutter(), 258],
  ['numbered', () => new numbered.FrameCutter(), 131_078],
  ['whichever', () => wire.createCutter('from-device'), 131_078 + 258],
]

describe.each(cutters)('cutting a stream: %s', (_, create, bound) => {
  const cut = (stream: Uint8Array, sizes: readonly number[]): StreamPiece[] => {
    const cutter = create()
    const pieces: StreamPiece[] = []
    let kept = 0
    for (let offset = 0, turn = 0; offset < stream.length; turn++) {
      const size = sizes.length > 0 ? 1 + ((sizes[turn % sizes.length] ?? 0) % 50) : stream.length
      const given = stream.subarray(offset, offset + size)
      const out = cutter.push(given)
      kept += given.length - out.reduce((sum, piece) => sum + piece.bytes.length, 0)
      expect(kept).toBeLessThanOrEqual(bound)
      pieces.push(...out)
      offset += size
    }
    return [...pieces, ...cutter.flush()]
  }
  const frames = (pieces: readonly StreamPiece[]) =>
    pieces.filter(({ kind }) => kind === 'frame').map(({ bytes }) => [...bytes])

  test('every byte comes out, in its order, whatever pieces it came in', () => {
    fc.assert(
      fc.property(fc.oneof(bytes(), lineBytes), fc.array(fc.nat(200), { maxLength: 8 }), (stream, sizes) => {
        const pieces = cut(stream, sizes)
        expect(pieces.flatMap((piece) => [...piece.bytes])).toEqual([...stream])
        expect(frames(pieces)).toEqual(frames(cut(stream, [])))
        for (const piece of pieces) if (piece.kind === 'discarded') expect(piece.reason).toBeTruthy()
      }),
      { numRuns: 500 },
    )
  })

  test('a megabyte of one byte neither grows nor hangs', () => {
    for (const byte of [0x00, 0x02, 0x8f, 0x9f, 0xff]) {
      const cutter = create()
      let out = 0
      for (let turn = 0; turn < 64; turn++) {
        for (const piece of cutter.push(new Uint8Array(4_096).fill(byte))) out += piece.bytes.length
      }
      for (const piece of cutter.flush()) out += piece.bytes.length
      expect(out).toBe(64 * 4_096)
    }
  })
})
