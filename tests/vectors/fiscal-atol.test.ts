import { describe, expect, test } from 'vitest'
import { CodecError } from '../../native/codecs/codec-error.ts'
import { fromHexadecimal } from '../../native/codecs/hexadecimal.ts'
import { decodeText } from '../../native/decode/decode.ts'
import { wire as registerWire } from '../../native/drivers/fiscal-register/atol/wire.ts'
import { tasks } from '../../native/drivers/fiscal-register/atol-web/tasks/catalogue.ts'
import { wire as webWire } from '../../native/drivers/fiscal-register/atol-web/wire.ts'
import { decodeVector, missing, readVectors, type Vector } from './superset.ts'

const vectors = readVectors('./fiscal-atol.json')
const damaged = vectors.filter(({ decoded }) => decoded['valid'] === false)
const sound = vectors.filter((vector) => !damaged.includes(vector))

/** What the recorder says of the bytes or of the HTTP exchange around them, rather than what they hold. */
const besideTheBytes = ['meaning', 'masking', 'method', 'path', 'status', 'reaction']
const http = ['atol-web-v1', 'atol-web-v2', 'atol-json-task']
/** The register's own protocol, or that of the vendor's driver and its web server. */
const wireOf = ({ protocol }: Vector) => (http.includes(protocol) ? webWire : registerWire)

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
  return missing(expected, shortened(decodeVector(wireOf(vector), vector), expected))
}

describe('АТОЛ vectors', () => {
  test.each(sound.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    expect(gaps(vector)).toEqual([])
  })

  test.each(damaged.map((vector) => [vector.id, vector] as const))('%s is refused', (_, vector) => {
    const attempt = () => decodeVector(wireOf(vector), vector)
    expect(attempt).toThrow(CodecError)
    expect(attempt).toThrow(String(vector.decoded['expectedBcc']))
  })

  test.each(sound.map((vector) => [vector.id, vector] as const))('%s through `decode`', (_, vector) => {
    const { protocol, direction, hex } = vector
    const answer = decodeText({ family: protocol, direction, hex })
    const expected = expectationOf(vector)
    expect(answer.ok && missing(expected, shortened(answer.decoded as Record<string, unknown>, expected))).toEqual([])
  })

  test('every member of a task that a vector has is one that we know', () => {
    const requests = sound
      .filter(({ protocol, direction }) => http.includes(protocol) && /^(?:host|client)/u.test(direction))
      .flatMap(({ decoded }) => [(decoded['json'] as Record<string, unknown> | undefined)?.['request'] ?? decoded['json']])
      .flat() as (Record<string, unknown> | undefined)[]
    const named = requests.filter((request) => typeof request?.['type'] === 'string' && tasks.has(request['type']))
    expect(named.length).toBeGreaterThan(15)
    for (const { type, ...members } of named as { type: string }[])
      expect(Object.keys(tasks.get(type)?.request.members ?? {}), type).toEqual(
        expect.arrayContaining(Object.keys(members)),
      )
  })

  test('fields of JSON point at their values', () => {
    for (const vector of sound.filter(({ decoded }) => decoded['json'] !== undefined)) {
      const bytes = fromHexadecimal(vector.hex ?? '')
      const { fields } = webWire.decode({ bytes, direction: 'to-device' })
      expect(fields.length, vector.id).toBeGreaterThan(0)
      for (const { value, offset, length } of fields)
        expect(JSON.parse(new TextDecoder().decode(bytes.subarray(offset, offset + length)))).toEqual(value)
    }
  })

  test('fields point into the bytes', () => {
    for (const vector of sound) {
      const { hex = '', protocol, direction, id } = vector
      const bytes = fromHexadecimal(hex)
      const way = direction.startsWith('host') ? 'to-device' : 'from-device'
      const { fields } = wireOf(vector).decode({ bytes, dialect: protocol, direction: way })
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
      expect(() => registerWire.decode({ bytes, dialect: protocol, direction: 'to-device' }), id).toThrow(CodecError)
    }
  })

  test('negative control: a wrong expectation is found', () => {
    const vector = sound.find(({ id }) => id === 'at3-add-status') as Vector
    expect(gaps({ ...vector, decoded: { ...vector.decoded, tid: 9 } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { ...vector.decoded, nothing: 1 } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { ...vector.decoded, buffer: 'C2 Ack' } })).toHaveLength(1)
  })
})
