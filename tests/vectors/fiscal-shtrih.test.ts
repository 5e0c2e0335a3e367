import { describe, expect, test } from 'vitest'
import { fromHexadecimal } from '../../native/codecs/hexadecimal.ts'
import type { DecodedValue, Direction } from '../../native/codecs/wire-format.ts'
import { wire } from '../../native/drivers/fiscal-register/shtrih-m/wire.ts'
import { CodecError } from '../../native/codecs/codec-error.ts'
import vectors from './fiscal-shtrih.json' with { type: 'json' }

interface Vector {
  readonly id: string
  readonly protocol: string
  readonly direction: string
  readonly hex: string
  readonly decoded: Readonly<Record<string, unknown>>
}

/** The register's own protocol; requisites inside fiscal documents are the fiscal data codec's. */
const ours = (vectors as unknown as Vector[]).filter((vector) => vector.protocol !== 'ffd-tlv')

/** `requestHex` is not in the bytes; `meaning` is what the person who recorded a transcript wrote about it. */
const besideTheBytes = ['requestHex', 'note', 'meaning']

/** Where a vector is not what its bytes say, and why. */
const departures: Readonly<Record<string, readonly string[]>> = {
  // 64 bytes are given as «(64 bytes, zero padded)» instead of in hexadecimal.
  'sh1-fr5-034-1E-req': ['valueHex'],
}

const directionOf = (vector: Vector): Direction => (vector.direction === 'device->host' ? 'from-device' : 'to-device')

function decode(vector: Vector, dialect: string | undefined): DecodedValue {
  return wire.decode({ direction: directionOf(vector), bytes: fromHexadecimal(vector.hex), dialect }).value
}

/** Every name and value of `expected`, at any depth, is in `actual`. Returns the first path that is not. */
function missing(actual: unknown, expected: unknown, path = ''): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return path
    return expected.map((value, index) => missing(actual[index], value, `${path}[${index}]`)).find(Boolean)
  }
  if (expected !== null && typeof expected === 'object') {
    if (actual === null || typeof actual !== 'object') return path
    const record = actual as Record<string, unknown>
    return Object.entries(expected)
      .map(([name, value]) => missing(record[name], value, `${path}.${name}`))
      .find(Boolean)
  }
  return Object.is(actual, expected) ? undefined : `${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`
}

function expectationOf(vector: Vector): Record<string, unknown> {
  const left = [...besideTheBytes, ...(departures[vector.id] ?? [])]
  return Object.fromEntries(Object.entries(vector.decoded).filter(([name]) => !left.includes(name)))
}

describe('ШТРИХ-М vectors', () => {
  test.each(ours.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    expect(missing(decode(vector, vector.protocol), expectationOf(vector))).toBeUndefined()
  })

  test('a dialect need not be named where the bytes tell it', () => {
    for (const vector of ours) {
      if (vector.protocol === 'shtrih-v2-crc16') continue
      expect([vector.id, missing(decode(vector, undefined), expectationOf(vector))]).toEqual([vector.id, undefined])
    }
  })

  test('fields point into the frame', () => {
    for (const vector of ours) {
      const bytes = fromHexadecimal(vector.hex)
      const { fields } = wire.decode({ direction: directionOf(vector), bytes, dialect: vector.protocol })
      for (const field of fields) expect(field.offset + field.length, `${vector.id} ${field.name}`).toBeLessThanOrEqual(bytes.length)
    }
  })

  test('negative control: a frame with one bit turned does not pass', () => {
    const frames = ours.filter((vector) => vector.protocol === 'shtrih-v1' || vector.protocol === 'shtrih-v2')
    for (const vector of frames) {
      const bytes = fromHexadecimal(vector.hex)
      const middle = bytes.length >> 1
      bytes[middle] = (bytes[middle] ?? 0) ^ 0x20
      const attempt = () => wire.decode({ direction: directionOf(vector), bytes, dialect: vector.protocol })
      expect(attempt, vector.id).toThrow(CodecError)
    }
  })

  test('negative control: a wrong expectation is found', () => {
    const [vector] = ours
    const decoded = decode(vector as Vector, 'shtrih-v1')
    expect(missing(decoded, { password: 31 })).toContain('password')
    expect(missing(decoded, { frame: { lrc: '0C' } })).toContain('lrc')
    expect(missing(decoded, { nothing: 1 })).toContain('nothing')
  })
})
