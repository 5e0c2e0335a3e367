import { describe, expect, test } from 'vitest'
import { CodecError } from '../../native/codecs/codec-error.ts'
import { fromHexadecimal, toHexadecimal } from '../../native/codecs/hexadecimal.ts'
import type { DecodedMessage } from '../../native/codecs/wire-format.ts'
import { decodeText } from '../../native/decode/decode.ts'
import { encodeFrame } from '../../native/drivers/fiscal-register/mercury/codec/frame.ts'
import { commands } from '../../native/drivers/fiscal-register/mercury/commands/catalogue.ts'
import { wire } from '../../native/drivers/fiscal-register/mercury/wire.ts'
import { decodeVector, missing, readVectors, type Vector } from './superset.ts'

const vectors = readVectors('./fiscal-mercury.json')
const messages = vectors.filter(({ decoded }) => 'json' in decoded)

const gaps = (vector: Vector): string[] => missing(vector.decoded, decodeVector(wire, vector))

function read({ hex = '', direction }: Vector): DecodedMessage {
  return wire.decode({
    bytes: fromHexadecimal(hex),
    direction: direction.startsWith('host') ? 'to-device' : 'from-device',
  })
}

const named = (id: string): Vector => vectors.find((vector) => vector.id === id) as Vector

describe('Меркурий vectors', () => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    expect(gaps(vector)).toEqual([])
  })

  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s through `decode`', (_, vector) => {
    const { protocol, direction, hex, decoded } = vector
    const answer = decodeText({ family: protocol, direction, hex })
    expect(answer.ok && missing(decoded, answer.decoded)).toEqual([])
  })

  test.each(messages.map((vector) => [vector.id, vector] as const))('%s is written the same', (_, { decoded, hex }) => {
    expect(toHexadecimal(encodeFrame(decoded['json'] as object))).toBe(hex)
  })

  test('every request is of a command that is known, and fits its shape', () => {
    for (const vector of messages.filter(({ direction }) => direction.startsWith('host'))) {
      const { command: name, ...request } = vector.decoded['json'] as Record<string, unknown>
      const command = commands.get(name as string)
      expect(command, vector.id).toBeDefined()
      const known = Object.keys(command?.request.members ?? {})
      expect([...known, 'sessionKey'], vector.id).toEqual(expect.arrayContaining(Object.keys(request)))
    }
  })

  test('fields point at their values', () => {
    for (const vector of messages) {
      const bytes = fromHexadecimal(vector.hex ?? '')
      const { fields } = read(vector)
      expect(fields[0]).toMatchObject({ name: 'length', offset: 0, length: 4 })
      for (const { value, offset, length } of fields.slice(1)) {
        expect(JSON.parse(new TextDecoder().decode(bytes.subarray(offset, offset + length)))).toEqual(value)
      }
    }
  })

  test('numbers are told with their meanings', () => {
    const meanings = (id: string) =>
      Object.fromEntries(read(named(id)).fields.map(({ name, meaning }) => [name, meaning?.ru]))
    expect(meanings('mer-goods-req')).toMatchObject({
      qty: '1',
      taxCode: 'без НДС',
      paymentFormCode: 'полный расчёт',
      productTypeCode: 'товар',
      measureUnit: 'штука/единица',
      price: '123,45 ₽',
    })
    expect(meanings('mer-opencheck-req')).toMatchObject({ checkType: 'приход', taxSystem: 'УСН доход' })
    expect(meanings('mer-open-rsp')).toMatchObject({ result: 'успешно' })
  })

  test('an answer is told by its members', () => {
    expect(read(named('mer-open-rsp')).name).toBe('OpenSession')
    expect(read(named('mer-goods-rsp')).name).toBe('AddGoods')
    expect(read(named('mer-opencheck-rsp')).name).toBe('OpenCheck')
    expect(read(named('mer-close-rsp')).name).toBe('answer')
  })

  test('negative controls: a frame cut anywhere, lengthened or with a wrong length is refused', () => {
    for (const { hex = '', id } of messages) {
      const bytes = fromHexadecimal(hex)
      for (let end = 0; end < bytes.length; end++) {
        expect(() => wire.decode({ bytes: bytes.subarray(0, end), direction: 'to-device' }), id).toThrow(CodecError)
      }
      expect(() => wire.decode({ bytes: Uint8Array.of(...bytes, 0x20), direction: 'to-device' }), id).toThrow('trailing')
      const shorter = bytes.slice(0, -1)
      shorter[3] = (shorter[3] ?? 0) - 1
      expect(() => wire.decode({ bytes: shorter, direction: 'to-device' }), id).toThrow('decode.truncated')
      const spoiled = bytes.slice()
      spoiled[10] = 0xff
      expect(() => wire.decode({ bytes: spoiled, direction: 'to-device' }), id).toThrow('decode.text at 10')
    }
  })

  test('negative control: a wrong expectation is found', () => {
    const vector = named('mer-goods-req')
    const json = vector.decoded['json'] as object
    expect(gaps({ ...vector, decoded: { ...vector.decoded, length: 9 } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { ...vector.decoded, json: { ...json, price: 12_346 } } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { ...vector.decoded, json: { ...json, nothing: 1 } } })).toHaveLength(1)
  })
})
