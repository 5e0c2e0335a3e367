import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { summariseDocument } from '../codecs/ffd/index.ts'
import { compareReceiptQr } from './receipt-qr.ts'
import { SequenceJudge } from './sequence/judge-sequence.ts'
import { cleanLife, judge, judgeAll, rowOf, type Parts } from './test-support/life.ts'

const bytes = (maxLength: number) => fc.uint8Array({ maxLength })

describe('any bytes', () => {
  test('are judged without an exception, alone and in their order', () => {
    const parts = fc.record({ tlv: bytes(300), fixed: bytes(60), confirmation: bytes(80) })
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (documents) => {
        const sequence = new SequenceJudge((number) => documents[number - 1]?.tlv)
        for (const [index, document] of documents.entries()) {
          const numbered = { number: index + 1, ...document }
          judge(numbered)
          sequence.take(rowOf(numbered))
        }
      }),
      { numRuns: 1500 },
    )
  })

  test('of a document that begins like one are judged too', () => {
    const life = cleanLife()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: life.length - 1 }), bytes(60), fc.nat(), (index, garbage, at) => {
        const tlv = Uint8Array.from(life[index]!.tlv)
        tlv.set(garbage.subarray(0, Math.max(0, tlv.length - (at % tlv.length))), at % tlv.length)
        judge({ ...life[index]!, tlv, confirmation: garbage })
        compareReceiptQr(new TextDecoder('latin1').decode(garbage), summariseDocument({ tlv }))
      }),
      { numRuns: 1500 },
    )
  })
})

/** What money and law hang on. A receipt need not name its owner: that he is left out is no contradiction. Names of goods and people, and prices within the rounding of their cost, are words. */
function meaning(parts: Parts) {
  const {
    kind,
    number,
    time,
    storageSerialNumber,
    registrationNumber,
    taxpayerNumber = '7707083893',
    ...rest
  } = summariseDocument(parts)
  const { shiftNumber, receiptNumber, operation, sum, cash = 0, cashless = 0, fiscalSign, ffdVersion } = rest
  return JSON.stringify([
    [kind, number, time?.slice(0, 16), storageSerialNumber?.trim(), registrationNumber?.trim(), taxpayerNumber.trim()],
    [shiftNumber, receiptNumber, operation, sum, cash, cashless, fiscalSign, ffdVersion],
    rest.items.map((item) => item.sum),
  ])
}

/** `type | confirmed | YY MM DD hh mm | number | sign | operation | sum` as a storage would answer for this receipt. */
function fixedOf(parts: Parts): Uint8Array {
  const { time = '', number = 0, fiscalSign = '0', operation = 1, sum = 0 } = summariseDocument(parts)
  const [year, month, day, hour, minute] = (/^20(\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d)/u.exec(time) ?? [])
    .slice(1)
    .map(Number)
  const fixed = new Uint8Array(21)
  const view = new DataView(fixed.buffer)
  fixed.set([3, 0, year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0])
  view.setUint32(7, number, true)
  view.setUint32(11, Number(fiscalSign), true)
  fixed[15] = operation
  view.setUint32(16, sum, true)
  return fixed
}

test('one damaged byte of a receipt is found out, or changes nothing that money and law hang on', () => {
  const life = cleanLife('2026-11-23T14:20', 80).map((document) => ({
    ...document,
    fixed: undefined as Uint8Array | undefined,
  }))
  for (const document of life) if (document.tlv[0] === 3) document.fixed = fixedOf(document)
  expect(judgeAll(life)).toEqual([])
  expect(summariseDocument(life[2] ?? {}).taxpayerNumber).toBe('7707083893')
  const receipts = life.flatMap(({ tlv }, index) => (tlv[0] === 3 && index < 40 ? [index] : []))
  let changed = 0
  fc.assert(
    fc.property(fc.constantFrom(...receipts), fc.nat(), fc.integer({ min: 1, max: 255 }), (index, place, mask) => {
      const sound = life[index]!
      const tlv = Uint8Array.from(sound.tlv)
      const at = place % tlv.length
      tlv[at] = (tlv[at] ?? 0) ^ mask
      const damaged = { ...sound, tlv }
      const withoutFixed = { number: sound.number, tlv: sound.tlv }
      if (meaning({ number: sound.number, tlv }) === meaning(withoutFixed)) return
      changed++
      const from = Math.max(0, index - 40)
      const neighbours = life
        .slice(from, index + 45)
        .map((document, offset) => (from + offset === index ? damaged : document))
      expect(judgeAll(neighbours).length, `byte ${at} of document ${sound.number}`).toBeGreaterThan(0)
    }),
    { numRuns: 1500 },
  )
  expect(changed).toBeGreaterThan(100)
})

test('the longest document of nothing but unknown or repeated requisites is judged to its end, and briefly', () => {
  const tlv = new Uint8Array(4 + 4 * 16_000)
  const view = new DataView(tlv.buffer)
  view.setUint16(0, 3, true)
  view.setUint16(2, tlv.length - 4, true)
  for (const firstTag of [30_000, 1020, 1018]) {
    for (let index = 0; index < 16_000; index++)
      view.setUint16(4 + 4 * index, firstTag === 30_000 ? firstTag + index : firstTag, true)
    const findings = judge({ number: 1, tlv })
    expect(JSON.stringify(findings).length).toBeLessThan(10_000)
    expect(findings.length).toBeGreaterThan(0)
  }
})
