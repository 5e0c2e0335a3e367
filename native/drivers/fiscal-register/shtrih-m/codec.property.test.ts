import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../../../codecs/codec-error.ts'
import { fromHexadecimal } from '../../../codecs/hexadecimal.ts'
import type { Direction } from '../../../codecs/wire-format.ts'
import vectors from '../../../../tests/vectors/fiscal-shtrih.json' with { type: 'json' }
import { ByteInput } from '../shared/codec/byte-input.ts'
import { catalogue } from './commands/catalogue.ts'
import { codeBytes } from './commands/command.ts'
import * as standard from './link-v1/frame.ts'
import * as numbered from './link-v2/frame.ts'
import { bytes, describeCutter, lineBytes, orCodecError } from '../test-support/codec-properties.ts'
import { wire } from './wire.ts'

const direction = fc.constantFrom<Direction>('to-device', 'from-device')
const dialect = fc.constantFrom(undefined, ...wire.dialects)

const line = lineBytes(
  [0x02, 0x05, 0x06, 0x15, 0x8f, 0x9f, 0x81, 0x83, 0xff],
  bytes({ minLength: 1, maxLength: 40 }).map((payload) => standard.encodeFrame(payload)),
  fc
    .tuple(fc.nat(0xffff), bytes({ maxLength: 40 }))
    .map(([number, payload]) => numbered.encodeFrame({ number, payload })),
)

/** Identifiers are padded with zero bytes or with blanks: the machine takes either. */
const blank = (payload: Uint8Array) => payload.map((byte) => (byte === 0x20 ? 0 : byte))

describe('decoding', () => {
  test('any bytes decode or are refused with a place and a reason', () => {
    fc.assert(
      fc.property(fc.oneof(bytes(), line), direction, dialect, (input, way, named) => {
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

const given = { line, floods: [0x00, 0x02, 0x8f, 0x9f, 0xff], beginnings: [[0x8f, 0xf0, 0xff], [0x02]] }
describeCutter('standard', () => new standard.FrameCutter(), { ...given, longest: 258 })
describeCutter('numbered', numbered.createFrameCutter, { ...given, longest: 131_078 })
describeCutter('whichever', () => wire.createCutter('from-device'), { ...given, longest: 131_078 })
