import { describe, expect, test } from 'vitest'
import { fromHexadecimal, toHexadecimal } from '../../native/codecs/hexadecimal.ts'
import { encodeDocument, encodeElements, type ElementToEncode } from '../../native/codecs/ffd/encode-elements.ts'
import { checkTaxpayerNumber, crc16CcittFalse, isRegistrationNumber } from '../../native/codecs/ffd/identifiers.ts'
import type { TagType } from '../../native/codecs/ffd/tag-table.ts'
import { encodeValue } from '../../native/codecs/ffd/values.ts'
import { decodeFfdTlv, decodeFnDocument } from '../../native/codecs/ffd/wire.ts'
import archives from './fiscal-data-archive.json' with { type: 'json' }
import operator from './fiscal-data-ofd.json' with { type: 'json' }
import storage from './fiscal-data-fn.json' with { type: 'json' }
import identifiers from './fiscal-data-ids.json' with { type: 'json' }
import tlv from './fiscal-data-tlv.json' with { type: 'json' }
import { decodeArchive } from '../../native/codecs/fn-archive/archive.ts'
import { writeArchive } from '../../native/codecs/fn-archive/archive-header.ts'
import { notificationArchive, storageArchive } from '../../native/codecs/fn-archive/wire.ts'
import { ofdExchange } from '../../native/codecs/ofd/wire.ts'
import { missing } from './superset.ts'

const expectSuperset = (actual: unknown, expected: unknown) => expect(missing(expected, actual)).toEqual([])

interface Vector {
  readonly id: string
  readonly kind: string
  readonly hex?: string
  readonly text?: string
  readonly decoded: unknown
  readonly type?: string
  readonly maxLength?: number
  readonly cmd?: number
  readonly roundtrip?: boolean
  readonly inn?: string
  readonly serial?: string
}

const vectorsOf = (file: { vectors: unknown[] }, ...kinds: string[]) => (file.vectors as Vector[]).filter(({ kind }) => kinds.includes(kind))
const bytesOf = (vector: Vector) => fromHexadecimal(vector.hex ?? '')

describe('bare values', () => {
  test.each(vectorsOf(tlv, 'value'))('$id', (vector) => {
    expect(decodeFfdTlv({ bytes: bytesOf(vector), command: vector.type }).value['value']).toEqual(vector.decoded)
  })
  test.each(vectorsOf(tlv, 'value').filter(({ roundtrip }) => roundtrip))('$id is written back byte for byte', (vector) => {
    const value = vector.decoded as never
    expect(encodeValue(vector.type as Exclude<TagType, 'stlv'>, value)).toEqual(bytesOf(vector))
  })
  test.each(vectorsOf(tlv, 'encode-error'))('$id', (vector) => {
    const { type, value, maxLength } = vector.decoded as { type: 'vln' | 'byte'; value: string; maxLength?: number }
    expect(() => encodeValue(type, BigInt(value), { maxLength })).toThrow(/encode\.value/u)
  })
})

describe('lists and documents', () => {
  test.each(vectorsOf(tlv, 'tlv-list'))('$id', (vector) => {
    expectSuperset(decodeFfdTlv({ bytes: bytesOf(vector) }).value['elements'], vector.decoded)
  })
  test.each(vectorsOf(tlv, 'document'))('$id', (vector) => {
    expectSuperset(decodeFfdTlv({ bytes: bytesOf(vector) }).value, vector.decoded)
  })
  test.each(vectorsOf(tlv, 'tlv-error'))('$id is refused', (vector) => {
    expect(() => decodeFfdTlv({ bytes: bytesOf(vector) })).toThrow(/decode\.truncated/u)
  })
  test.each(vectorsOf(tlv, 'tlv-list', 'document'))('$id survives a round trip unless it writes a zero in another way', (vector) => {
    const decoded = decodeFfdTlv({ bytes: bytesOf(vector) }).value
    const elements = (decoded['elements'] ?? decoded['fields']) as unknown as DescribedElement[]
    const written = 'form' in decoded ? encodeDocument(decoded['form'] as number, elements.map(toEncode)) : encodeElements(elements.map(toEncode))
    expectSuperset(decodeFfdTlv({ bytes: written }).value, stripLengths(decoded))
  })
})

describe('writing by the rules of another implementation', () => {
  test.each(vectorsOf(tlv, 'encode'))('$id', (vector) => {
    const rule = vector.decoded as { tag: number; bigEndianFixed?: number; value?: unknown }
    // Zero as an empty value and big-endian filling are that implementation's own: ours writes one zero byte and plain bytes.
    if (vector.id === 'o-vln-0') return expect(toHexadecimal(encodeElements([{ tag: rule.tag, type: 'vln', value: 0 }]))).toBe('E4E2010000')
    if (rule.bigEndianFixed) {
      const digits = Number(rule.value).toString(16).padStart(2 * rule.bigEndianFixed, '0')
      return expect(encodeElements([{ tag: rule.tag, type: 'bytes', value: fromHexadecimal(digits) }])).toEqual(bytesOf(vector))
    }
    return expect(encodeElements([fromRule(vector.decoded as Rule)])).toEqual(bytesOf(vector))
  })
})

describe('the storage', () => {
  test.each(vectorsOf(storage, 'fn-payload'))('$id', (vector) => {
    const command = (vector.cmd as number).toString(16)
    expectSuperset(decodeFnDocument({ bytes: bytesOf(vector), command, direction: 'from-device' }).value, vector.decoded)
  })
  test.each(vectorsOf(storage, 'fn-command'))('$id', (vector) => {
    expectSuperset(decodeFnDocument({ bytes: bytesOf(vector), direction: 'to-device' }).value, vector.decoded)
  })
  test.each(vectorsOf(storage, 'fn-reply'))('$id', (vector) => {
    const decoded = vector.decoded as { cmd?: number }
    const command = decoded.cmd?.toString(16)
    expectSuperset(decodeFnDocument({ bytes: bytesOf(vector), command, direction: 'from-device' }).value, decoded)
  })
  test('a frame with one bit turned over is refused', () => {
    const bytes = bytesOf(vectorsOf(storage, 'fn-command')[0] as Vector)
    bytes[3] = (bytes[3] as number) ^ 1
    expect(() => decodeFnDocument({ bytes, direction: 'to-device' })).toThrow(/decode\.checksum/u)
  })
})

describe('the exchange with the operator', () => {
  const decode = (vector: Vector) => ofdExchange.decode({ bytes: bytesOf(vector), direction: 'to-device' }).value
  test.each(vectorsOf(operator, 'container', 'session', 'session-header', 'container-header', 'session-header-crc'))('$id', (vector) => {
    if ((vector.decoded as { error?: string }).error) expect(() => decode(vector)).toThrow(/decode\.checksum/u)
    else expectSuperset(decode(vector), vector.decoded)
  })
})

describe('archive files', () => {
  test.each(vectorsOf(archives, 'fnc'))('$id', (vector) => {
    const bytes = bytesOf(vector)
    const value = storageArchive.decode({ bytes, direction: 'from-device' }).value
    expectSuperset(value, vector.decoded)
    expect(value['crcOk']).toBe(true)
    const { header } = decodeArchive(bytes)
    expect(writeArchive(header, bytes.subarray(header.length))).toEqual(bytes)
  })
  test.each(vectorsOf(archives, 'fnm'))('$id', (vector) => {
    const value = notificationArchive.decode({ bytes: bytesOf(vector), direction: 'from-device' }).value
    expectSuperset(value, vector.decoded)
    expect(value['notifications']).toEqual([
      { number: 1, crcOk: true },
      { number: 2, crcOk: true },
    ])
  })
  test('an archive cut anywhere keeps what stands before the cut and says where it ends', () => {
    const bytes = bytesOf(vectorsOf(archives, 'fnc')[0] as Vector)
    const whole = decodeArchive(bytes)
    for (let length = whole.header.length; length < bytes.length; length++) {
      const { records, damage, checksumFits } = decodeArchive(bytes.subarray(0, length))
      const complete = whole.records.filter((record) => record.offset + record.length <= length)
      expect(records).toHaveLength(complete.length)
      expect(checksumFits).toBe(false)
      const atBorder = length === whole.header.length || complete.some((record) => record.offset + record.length === length)
      expect(damage === undefined, `cut at ${length}`).toBe(atBorder)
    }
  })
})

describe('identifiers', () => {
  test.each(vectorsOf(identifiers, 'inn'))('ИНН $text', (vector) => {
    expect(checkTaxpayerNumber(vector.text as string)).toBe((vector.decoded as { result: string }).result)
  })
  test.each(vectorsOf(identifiers, 'rnm'))('РНМ $id', (vector) => {
    const { rnm, valid } = vector.decoded as { rnm: string; valid: boolean }
    expect(isRegistrationNumber(rnm, vector.inn as string, vector.serial ?? '')).toBe(valid)
  })
  test.each(vectorsOf(identifiers, 'crc16'))('$id', (vector) => {
    expect(crc16CcittFalse(bytesOf(vector))).toBe((vector.decoded as { crc: number }).crc)
  })
})

test('the comparison fails on a wrong value', () => {
  expect(() => expectSuperset({ tag: 1020, value: 1 }, { tag: 1020, value: 2 })).toThrow()
  expect(() => expectSuperset([{ tag: 1 }], [{ tag: 1 }, { tag: 2 }])).toThrow()
})

interface DescribedElement {
  readonly tag: number
  readonly type: string
  readonly value: unknown
  readonly children?: readonly DescribedElement[]
}

function toEncode(element: DescribedElement): ElementToEncode {
  if (element.children) return { tag: element.tag, children: element.children.map(toEncode) }
  const type = (element.type === 'bitmask' ? undefined : element.type) as Exclude<TagType, 'stlv'> | undefined
  const raw = element.value as never
  if (type === 'unixtime') return { tag: element.tag, type, value: (element.value as { unix: number }).unix }
  if (type === 'bytes') return { tag: element.tag, type, value: fromHexadecimal(element.value as string) }
  return { tag: element.tag, type, value: raw }
}

function stripLengths(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'len' || key === 'bodyLen' ? undefined : inner)))
}

interface Rule {
  readonly tag: number
  readonly type: string
  readonly value?: string | number
  readonly length?: number
  readonly children?: readonly Rule[]
}

function fromRule(rule: Rule): ElementToEncode {
  if (rule.children) return { tag: rule.tag, children: rule.children.map(fromRule) }
  const type = rule.type as Exclude<TagType, 'stlv'>
  if (type === 'vln') return { tag: rule.tag, type, value: BigInt(rule.value as string) }
  if (type === 'bytes') return { tag: rule.tag, type, value: fromHexadecimal(rule.value as string) }
  const text = rule.length && typeof rule.value === 'string' ? rule.value.padEnd(rule.length) : rule.value
  return { tag: rule.tag, type, value: text as string | number }
}
