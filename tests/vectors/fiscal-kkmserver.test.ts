import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../../native/codecs/codec-error.ts'
import { fromHexadecimal } from '../../native/codecs/hexadecimal.ts'
import { kkmserver } from '../../native/codecs/kkmserver/wire.ts'
import { decodeText } from '../../native/decode/decode.ts'
import { decodeVector, missing, readVectors, type Vector } from './superset.ts'

const vectors = readVectors('./fiscal-kkmserver.json')
const named = (id: string): Vector => vectors.find((vector) => vector.id === id) as Vector
const gaps = (vector: Vector): string[] => missing(vector.decoded, decodeVector(kkmserver, vector))

const read = (bytes: Uint8Array) => kkmserver.decode({ bytes, direction: 'from-device' })
const meanings = (text: string) =>
  Object.fromEntries(read(new TextEncoder().encode(text)).fields.map(({ name, meaning }) => [name, meaning?.ru]))
const meaningsOf = ({ hex = '' }: Vector) => meanings(new TextDecoder().decode(fromHexadecimal(hex)))

describe('kkmserver vectors', () => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    expect(gaps(vector)).toEqual([])
    const { protocol, direction, hex, decoded } = vector
    const answer = decodeText({ family: protocol, direction, hex })
    expect(answer.ok && missing(decoded, answer.decoded)).toEqual([])
    expect(answer.ok && answer.name).toBe((decoded['json'] as Record<string, unknown>)['Command'])
  })

  test('fields point at their values', () => {
    for (const { hex = '' } of vectors) {
      const bytes = fromHexadecimal(hex)
      for (const { value, offset, length } of read(bytes).fields) {
        expect(JSON.parse(new TextDecoder().decode(bytes.subarray(offset, offset + length)))).toEqual(value)
      }
    }
  })

  test('numbers are told with their meanings', () => {
    expect(meaningsOf(named('kks-register-req'))).toMatchObject({
      Command: 'чек',
      NumDevice: 'любое подходящее устройство',
      TypeCheck: 'приход',
      'CheckStrings[0].Register.Tax': 'без НДС',
      'CheckStrings[0].Register.SignMethodCalculation': 'полный расчёт',
      'CheckStrings[0].Register.SignCalculationObject': 'товар',
      'CheckStrings[0].Register.Price': '100,00 ₽',
      Cash: '100,00 ₽',
    })
    expect(meaningsOf(named('kks-depositing'))).toMatchObject({ Amount: '5,00 ₽' })
    expect(meaningsOf(named('kks-register-rsp'))).toMatchObject({ Status: 'выполнено' })
    expect(meaningsOf(named('kks-running-rsp'))['Status']).toContain('GetRezult')
    expect(meaningsOf(named('kks-nodevice-rsp'))).toMatchObject({ Status: 'ошибка, её текст в Error' })
    expect(meanings('{"Tax":120,"TaxVariant":"2","Info":{"SessionState":3},"TypeCheck":11}')).toEqual({
      Tax: 'НДС 20/120',
      TaxVariant: 'УСН доход-расход',
      'Info.SessionState': 'смена длится больше 24 часов',
      TypeCheck: 'возврат расхода',
    })
    expect(meanings('{"Tax":22,"Status":77,"TypeCheck":"x","constructor":1,"toString":0}')).toEqual({ Tax: 'НДС 22 %' })
  })

  test('a whole HTTP message names its own path or its status', () => {
    const body = fromHexadecimal(named('kks-xreport').hex ?? '')
    const head = new TextEncoder().encode('POST /Execute HTTP/1.1\r\nHost: localhost:5893\r\n\r\n')
    const { value, fields } = read(Uint8Array.of(...head, ...body))
    expect(value).toMatchObject({ path: '/Execute', method: 'POST', json: { Command: 'XReport' } })
    expect(fields[0]?.offset).toBeGreaterThan(head.length)
    const refused = read(new TextEncoder().encode('HTTP/1.1 501 Not Implemented\r\n\r\n'))
    expect(refused).toMatchObject({ name: 'HTTP 501 Not Implemented', value: { status: 501 } })
  })

  test('commands that a site hands to the server are named', () => {
    const text = '{"ListCommand":[{"Command":"OpenShift"},{"Command":"XReport"}]}'
    expect(read(new TextEncoder().encode(text)).name).toBe('OpenShift, XReport')
  })

  test('negative controls: what is cut, spoiled or no message is refused with its place', () => {
    for (const { hex = '', id } of vectors) {
      const bytes = fromHexadecimal(hex)
      for (let end = 0; end < bytes.length; end++) expect(() => read(bytes.subarray(0, end)), id).toThrow(CodecError)
      const spoiled = bytes.slice()
      spoiled[6] = 0xff
      expect(() => read(spoiled), id).toThrow('decode.text at 6')
    }
    expect(() => read(new TextEncoder().encode('GET'))).toThrow('decode.marker')
    expect(() => read(new TextEncoder().encode('POST /Execute HTTP/1.1\r\nHost'))).toThrow('decode.truncated')
  })

  test('negative control: a wrong expectation is found', () => {
    const vector = named('kks-depositing')
    const json = vector.decoded['json'] as object
    expect(gaps({ ...vector, decoded: { json: { ...json, Amount: '5.01' } } })).toHaveLength(1)
    expect(gaps({ ...vector, decoded: { json: { ...json, Nothing: 1 } } })).toHaveLength(1)
  })

  test('any bytes and any JSON end in a message or in an error of the codec', () => {
    const heads = fc.constantFrom('', 'HTTP/1.1 200 OK\r\n\r\n', 'POST / HTTP/1.1\n\n')
    const body = fc.oneof(fc.string(), fc.json())
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.tuple(heads, body).map(([head, text]) => new TextEncoder().encode(head + text)),
    )
    fc.assert(
      fc.property(bytes, (given) => {
        try {
          for (const { offset, length } of read(given).fields) expect(offset + length).toBeLessThanOrEqual(given.length)
        } catch (error) {
          if (!(error instanceof CodecError)) throw error
          expect(error.offset).toBeLessThanOrEqual(given.length)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
