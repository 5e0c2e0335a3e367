import { describe, expect, test } from 'vitest'
import { CodecError } from '../../native/codecs/codec-error.ts'
import { fromHexadecimal, toHexadecimal } from '../../native/codecs/hexadecimal.ts'
import {
  decodeAnswerPacket,
  decodeCommandPacket,
  encodeAnswerPacket,
  encodeCommandPacket,
} from '../../native/drivers/fiscal-register/pirit/codec/packet.ts'
import { wire } from '../../native/drivers/fiscal-register/pirit/wire.ts'
import { decodeVector, missing, readVectors, type Vector } from './superset.ts'

const vectors = readVectors('./fiscal-pirit.json')
const packets = vectors.filter(({ protocol }) => protocol === 'pirit')
const commands = packets.filter(({ direction }) => direction.startsWith('host'))
const answers = packets.filter(({ direction }) => direction.startsWith('device'))

function gaps(vector: Vector): string[] {
  // What the recorder calls the exchange, rather than what its bytes hold.
  const { name: _, ...expected } = vector.decoded
  return missing(expected, decodeVector(wire, vector))
}

const bytesOf = ({ hex = '' }: Vector) => fromHexadecimal(hex)

describe('Пирит vectors', () => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    expect(gaps(vector)).toEqual([])
  })

  test('every command and every answer is known by its name', () => {
    for (const vector of packets) expect(decodeVector(wire, vector)['name'], vector.id).toBeTypeOf('string')
  })

  test.each(commands.map((vector) => [vector.id, vector] as const))('%s is written byte for byte', (_, vector) => {
    const { values, ...head } = decodeCommandPacket(bytesOf(vector))
    const written = encodeCommandPacket({ ...head, values: values.map(({ text }) => text) })
    expect(toHexadecimal(written)).toBe(vector.hex?.toUpperCase())
  })

  test.each(answers.map((vector) => [vector.id, vector] as const))('%s is written byte for byte', (_, vector) => {
    const { values, ...head } = decodeAnswerPacket(bytesOf(vector))
    const written = encodeAnswerPacket({ ...head, values: values.map(({ text }) => text) })
    expect(toHexadecimal(written)).toBe(vector.hex?.toUpperCase())
  })

  test('what the values mean stands beside them', () => {
    const find = (id: string) => decodeVector(wire, vectors.find((vector) => vector.id === id) as Vector)
    expect(find('pir-rsp-43-00')).toMatchObject({ fatal: 0, flags: 4, document: 130 })
    expect(find('pir-rsp-45-13')).toMatchObject({ date: '2026-01-15', time: '12:30:45' })
    expect(find('pir-rsp-48-31')).toMatchObject({ fiscalDocument: 102, fiscalSign: 1_234_567_890, shift: 3 })
    expect(find('pir-2b-42')).toMatchObject({ itemName: 'Сахар', quantity: '1.111', priceKop: 100_00, measure: '11' })
    expect(find('pir-39-79')).toMatchObject({ request: 1, markingCode: '0103041094787443215CY6tH\u001d93dGVz' })
    expect(find('pir-rsp-4c-79')).toMatchObject({ request: 1, checkResult: 15, reason: 0 })
  })

  test('fields point into the bytes', () => {
    for (const vector of vectors) {
      const bytes = bytesOf(vector)
      const direction = vector.direction.startsWith('host') ? 'to-device' : 'from-device'
      for (const { name, offset, length } of wire.decode({ bytes, direction }).fields) {
        expect(offset, `${vector.id} ${name}`).toBeGreaterThanOrEqual(0)
        expect(length, `${vector.id} ${name}`).toBeGreaterThan(0)
        expect(offset + length, `${vector.id} ${name}`).toBeLessThanOrEqual(bytes.length)
      }
    }
  })

  test('negative control: a bit turned anywhere does not pass, and the place is told', () => {
    expect(packets.length).toBeGreaterThan(30)
    for (const vector of packets) {
      const direction = vector.direction.startsWith('host') ? 'to-device' : 'from-device'
      for (let at = 0; at < bytesOf(vector).length; at++) {
        const bytes = bytesOf(vector)
        bytes[at] = (bytes[at] ?? 0) ^ 0x01
        const attempt = () => wire.decode({ bytes, direction })
        expect(attempt, `${vector.id} at ${at}`).toThrow(CodecError)
      }
    }
    const [first] = packets
    if (!first) throw new Error('there are packets')
    const bytes = bytesOf(first)
    bytes[7] = (bytes[7] ?? 0) ^ 0x01
    const place = expect.objectContaining({ code: 'decode.checksum', offset: bytes.length - 2 })
    expect(() => wire.decode({ bytes, direction: 'to-device' })).toThrow(place as Error)
  })

  test('negative control: what is cut off or goes on is refused', () => {
    for (const vector of packets) {
      const direction = vector.direction.startsWith('host') ? 'to-device' : 'from-device'
      const bytes = bytesOf(vector)
      expect(() => wire.decode({ bytes: bytes.slice(0, -1), direction }), vector.id).toThrow(CodecError)
      expect(() => wire.decode({ bytes: Uint8Array.of(...bytes, 0x30), direction }), vector.id).toThrow(CodecError)
    }
  })

  test('negative control: a wrong expectation is found', () => {
    const vector = vectors.find(({ id }) => id === 'pir-rsp-48-31') as Vector
    expect(gaps({ ...vector, decoded: { ...vector.decoded, packetId: 9 } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { ...vector.decoded, nothing: 1 } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { ...vector.decoded, values: [] } })).toHaveLength(1)
  })
})
