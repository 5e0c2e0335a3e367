import { describe, expect, test } from 'vitest'
import { CodecError } from '../../native/codecs/codec-error.ts'
import { fromHexadecimal } from '../../native/codecs/hexadecimal.ts'
import { wire } from '../../native/drivers/fiscal-register/atol/wire.ts'
import { decodeVector, missing, readVectors, type Vector } from './superset.ts'

const vectors = readVectors('./fiscal-atol.json')
const damaged = vectors.filter(({ decoded }) => decoded['valid'] === false)
const sound = vectors.filter((vector) => !damaged.includes(vector))

/** What the recorder says of the bytes or of the HTTP exchange around them, rather than what they hold. */
const besideTheBytes = ['meaning', 'masking', 'method', 'path', 'status', 'reaction']
const http = ['atol-web-v1', 'atol-web-v2', 'atol-json-task']

function expectationOf({ protocol, decoded }: Vector): Record<string, unknown> {
  const left = http.includes(protocol) ? besideTheBytes : besideTheBytes.filter((name) => name !== 'status')
  const kept = Object.entries(decoded).filter(([name]) => !left.includes(name))
  // Hexadecimal is written in both cases in one file.
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'data' ? String(value).toUpperCase() : value]))
}

/** `A3` and `Add` name the same as `A3 result` and `C1 Add`. */
function shortened(actual: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>) {
  const names = ['status', 'buffer'].filter((name) => String(actual[name]).split(' ').includes(String(expected[name])))
  return { ...actual, ...Object.fromEntries(names.map((name) => [name, expected[name]])) }
}

function gaps(vector: Vector): string[] {
  const expected = expectationOf(vector)
  return missing(expected, shortened(decodeVector(wire, vector), expected))
}

describe('АТОЛ vectors', () => {
  test.each(sound.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    expect(gaps(vector)).toEqual([])
  })

  test.each(damaged.map((vector) => [vector.id, vector] as const))('%s is refused', (_, vector) => {
    const attempt = () => decodeVector(wire, vector)
    expect(attempt).toThrow(CodecError)
    expect(attempt).toThrow(String(vector.decoded['expectedBcc']))
  })

  test('fields point into the bytes', () => {
    for (const { hex = '', protocol, direction, id } of sound) {
      const bytes = fromHexadecimal(hex)
      const way = direction.startsWith('host') ? 'to-device' : 'from-device'
      const { fields } = wire.decode({ bytes, dialect: protocol, direction: way })
      for (const { name, offset, length } of fields) {
        expect(offset, `${id} ${name}`).toBeGreaterThanOrEqual(0)
        expect(length, `${id} ${name}`).toBeGreaterThan(0)
        expect(offset + length, `${id} ${name}`).toBeLessThanOrEqual(bytes.length)
      }
    }
  })

  test('negative control: a bit turned in the data of a packet or a frame does not pass', () => {
    const framed = sound.filter(({ protocol, hex = '' }) => /^atol-v[23]$/u.test(protocol) && hex.length > 12)
    expect(framed.length).toBeGreaterThan(30)
    for (const { hex = '', protocol, id } of framed) {
      const bytes = fromHexadecimal(hex)
      bytes[4] = (bytes[4] ?? 0) ^ 0x20
      expect(() => wire.decode({ bytes, dialect: protocol, direction: 'to-device' }), id).toThrow(CodecError)
    }
  })

  test('negative control: a wrong expectation is found', () => {
    const vector = sound.find(({ id }) => id === 'at3-add-status') as Vector
    expect(gaps({ ...vector, decoded: { ...vector.decoded, tid: 9 } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { ...vector.decoded, nothing: 1 } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { ...vector.decoded, buffer: 'C2 Ack' } })).toHaveLength(1)
  })
})
