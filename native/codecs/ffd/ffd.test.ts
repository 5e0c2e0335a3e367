import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../foundation/random.ts'
import {
  allTags,
  decodeDocument,
  decodeElements,
  findDamage,
  receiptQrText,
  summariseDocument,
  type FfdElement,
} from './index.ts'
import { generateStorageLife } from './generator/storage-life.ts'
import { decodeVln, encodeVln, wallTime, wallTimeSeconds } from './values.ts'

const owner = {
  organisation: 'ООО "Учебный магазин"',
  address: 'Москва, Учебная улица, 1',
  taxpayerNumber: '9900000008',
  registrationNumber: '0000000001012345',
  registerSerialNumber: '0000000000000001',
  storageSerialNumber: '9999078900001234',
}

const life = generateStorageLife({
  owner,
  random: seededRandom(7),
  until: '2026-01-03T14:20',
  documentCount: 300,
  unsentCount: 5,
})

/** Bytes that the elements cover, so that nothing can be dropped in silence. */
function covered(elements: readonly FfdElement[]): number {
  return elements.reduce((length, element) => length + element.length, 0)
}

describe('any bytes', () => {
  test('give a tree that covers every byte, and never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(covered(decodeElements(bytes))).toBe(bytes.length)
        decodeDocument(bytes)
        summariseDocument({ tlv: bytes, fixed: bytes, confirmation: bytes })
      }),
      { numRuns: 3000 },
    )
  })

  test('a document cut at any byte says what is missing', () => {
    const { tlv } = life.at(-2) as (typeof life)[number]
    for (let length = 0; length < tlv.length; length++) {
      const { elements } = decodeDocument(tlv.subarray(0, length))
      if (length > 0) expect(findDamage(elements)?.problem, `cut at ${length}`).toBeTruthy()
    }
  })

  test('a VLN is written in its fewest bytes and read back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (value) => {
        const bytes = encodeVln(value)
        expect(BigInt(decodeVln(bytes))).toBe(value)
        expect(bytes.length === 1 || bytes.at(-1) !== 0).toBe(true)
      }),
    )
  })
})

describe('a generated life of a storage', () => {
  const summaries = life.map((document) => ({ ...document, ...summariseDocument(document) }))

  test('is numbered without a gap, goes forward in time and leaves the last documents unsent', () => {
    expect(summaries.map(({ number }) => number)).toEqual(life.map((_, index) => index + 1))
    const times = summaries.map(({ time }) => time as string)
    expect(times).toEqual([...times].sort())
    expect(life.filter(({ confirmation }) => !confirmation)).toHaveLength(5)
    expect(summaries[0]?.kind).toBe('registration')
    expect(summaries.at(-1)?.kind).toBe('receipt')
  })

  test('has receipts whose items and payments make up their sum', () => {
    const receipts = summaries.filter(({ kind }) => kind === 'receipt')
    expect(receipts.length).toBeGreaterThan(200)
    for (const { items, sum, cash, cashless } of receipts) {
      expect(items.reduce((total, item) => total + (item.sum ?? 0), 0)).toBe(sum)
      expect((cash ?? 0) + (cashless ?? 0)).toBe(sum)
    }
  })

  test('charges 20 % before 2026 and 22 % since', () => {
    for (const { tlv, time, kind } of summaries) {
      if (kind !== 'receipt') continue
      const codes = decodeDocument(tlv)
        .elements.filter(({ tag }) => tag === 1059)
        .map(({ children }) => children.find(({ tag }) => tag === 1199)?.value)
      expect(codes).not.toContain((time as string) < '2026-01-01' ? 11 : 1)
    }
  })

  test('has no damaged element and prints a QR for each receipt', () => {
    for (const { tlv } of life) expect(findDamage(decodeDocument(tlv).elements)).toBeUndefined()
    const receipt = summaries.find(({ kind }) => kind === 'receipt')
    expect(receiptQrText(receipt as NonNullable<typeof receipt>)).toMatch(
      /^t=\d{8}T\d{4}&s=\d+\.\d\d&fn=9999078900001234&i=3&fp=\d+&n=1$/u,
    )
  })
})

test('every tag and every meaning has a name in both languages', () => {
  const cyrillic = /[а-яё]/iu
  for (const { tag, name, values, bits } of allTags()) {
    expect(name.ru, `${tag}`).toBeTruthy()
    expect(name.en, `${tag}`).not.toMatch(cyrillic)
    for (const meaning of [...(values?.values() ?? []), ...(bits?.values() ?? [])])
      expect(meaning.en, `${tag}`).not.toMatch(cyrillic)
  }
})

test('a wall time is what the calendar says, for every second that four bytes can count', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seconds) => {
      expect(wallTime(seconds)).toBe(new Date(seconds * 1000).toISOString().slice(0, 19))
      expect(wallTimeSeconds(wallTime(seconds))).toBe(seconds)
    }),
    { numRuns: 5000 },
  )
})
