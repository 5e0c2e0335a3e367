import fastCheck from 'fast-check'
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CodecError } from '../../native/codecs/codec-error.ts'
import { gs1 } from '../../native/codecs/gs1/wire.ts'
import { fromHexadecimal } from '../../native/codecs/hexadecimal.ts'
import { markingCode } from '../../native/codecs/marking/wire.ts'
import { receiptQr } from '../../native/codecs/receipt-qr/wire.ts'
import type { Direction, StreamPiece, WireFormat } from '../../native/codecs/wire-format.ts'
import { families as registers } from '../../native/drivers/fiscal-register/index.ts'
import { families as terminals } from '../../native/drivers/payment-terminal/index.ts'
import { families as scales } from '../../native/drivers/scale/index.ts'
import { families as scanners } from '../../native/drivers/scanner/index.ts'
import { readVectors } from '../vectors/superset.ts'

/** Whatever the bytes, a codec answers or says what is wrong; nothing is lost on the way, nothing grows. */
const formats: readonly (readonly [string, WireFormat])[] = [
  ['gs1', gs1],
  ['marking-code', markingCode],
  ['receipt-qr', receiptQr],
  ...[...scales, ...scanners, ...terminals, ...registers].map(({ manifest, wire }) => [manifest.id, wire] as const),
]

/** Good messages to damage, of every dialect that the vectors know. */
const samples = readdirSync(new URL('../vectors', import.meta.url))
  .filter((name) => /^(?:marking|scales|scanners|acquiring|fiscal-(?:atol|mercury|pirit|shtrih)).*\.json$/u.test(name))
  .flatMap((name) => readVectors(name))
  .map(({ hex, text, protocol }) => ({
    dialect: protocol,
    bytes: hex === undefined ? new TextEncoder().encode(text ?? '') : fromHexadecimal(hex),
  }))

/** Bytes: the head of a message of HTTP is the longest that any of them waits for the end of. */
const longestLine = 17_000

const directions: readonly Direction[] = ['to-device', 'from-device']

function decodes(format: WireFormat, bytes: Uint8Array, dialect: string | undefined): void {
  for (const direction of directions) {
    try {
      const { value, fields } = format.decode({ bytes, direction, dialect })
      expect(() => JSON.stringify(value)).not.toThrow()
      for (const { offset, length } of fields) {
        expect(offset).toBeGreaterThanOrEqual(0)
        expect(offset + length).toBeLessThanOrEqual(bytes.length)
      }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      expect(error.offset).toBeGreaterThanOrEqual(0)
    }
  }
}

function ends(format: WireFormat, message: Parameters<WireFormat['decode']>[0]): void {
  try {
    format.decode(message)
  } catch (error) {
    expect(error).toBeInstanceOf(CodecError)
  }
}

describe.each(formats)('%s', (formatName, format) => {
  const dialects = [undefined, ...format.dialects]

  it('answers any bytes in every dialect', () => {
    fastCheck.assert(
      fastCheck.property(
        fastCheck.uint8Array({ maxLength: 300 }),
        fastCheck.constantFrom(...dialects),
        (bytes, dialect) => {
          decodes(format, bytes, dialect)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('answers good messages that were cut, turned over or lengthened', () => {
    const own = samples.filter(({ dialect }) => dialect === formatName || format.dialects.includes(dialect))
    expect(own.length).toBeGreaterThan(0)
    fastCheck.assert(
      fastCheck.property(
        fastCheck.constantFrom(...own),
        fastCheck.nat(400),
        fastCheck.nat(400),
        fastCheck.uint8Array({ maxLength: 5 }),
        ({ bytes, dialect }, from, place, put) => {
          const cut = bytes.slice(0, from)
          const at = Math.min(place, cut.length)
          decodes(format, Uint8Array.of(...cut.subarray(0, at), ...put, ...cut.subarray(at + (from % 3))), dialect)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('cuts a stream the same way in any pieces, and loses no byte of it', () => {
    const stream = fastCheck
      .array(
        fastCheck.oneof(
          fastCheck.uint8Array({ maxLength: 40 }),
          fastCheck.constantFrom(...samples).map(({ bytes }) => bytes),
        ),
        { maxLength: 6 },
      )
      .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])))
    fastCheck.assert(
      fastCheck.property(
        stream,
        fastCheck.array(fastCheck.nat(), { maxLength: 8 }),
        fastCheck.constantFrom(...directions),
        (bytes, cuts, direction) => {
          const whole = cut(format, direction, [bytes])
          const places = [
            0,
            ...cuts.map((place) => place % (bytes.length + 1)).sort((left, right) => left - right),
            bytes.length,
          ]
          const pieces = places.slice(1).map((end, index) => bytes.slice(places[index], end))
          expect(whole.flatMap((piece) => [...piece.bytes])).toEqual([...bytes])
          expect(frames(cut(format, direction, pieces))).toEqual(frames(whole))
        },
      ),
      { numRuns: 150 },
    )
  })

  it.each(['\r', '\n', ' ', '0', '(01)', '\u001D', '\u0006', '\u0002#', 'return:', '9'])(
    'two hundred kilobytes of %j come to an end',
    (text) => {
      // Work that grows with the square of the length would not, within any limit of a test.
      const bytes = new TextEncoder().encode(text.repeat(200_000 / text.length) + 'x')
      for (const dialect of dialects) for (const direction of directions) ends(format, { bytes, direction, dialect })
    },
  )

  it('keeps no more than a few kilobytes of an endless line', () => {
    const cutter = format.createCutter('from-device')
    const noise = new Uint8Array(1000).fill(0x41)
    let given = 0
    let taken = 0
    for (let round = 0; round < 60; round++) {
      given += noise.length
      taken += cutter.push(noise).reduce((sum, piece) => sum + piece.bytes.length, 0)
      expect(given - taken).toBeLessThanOrEqual(longestLine)
    }
    taken += cutter.flush().reduce((sum, piece) => sum + piece.bytes.length, 0)
    expect(taken).toBe(given)
  })
})

function cut(format: WireFormat, direction: Direction, pieces: readonly Uint8Array[]): StreamPiece[] {
  const cutter = format.createCutter(direction)
  return [...pieces.flatMap((piece) => cutter.push(piece)), ...cutter.flush()]
}

const frames = (pieces: readonly StreamPiece[]) =>
  pieces.filter(({ kind }) => kind === 'frame').map(({ bytes }) => [...bytes])
