import { concatenate } from '../concatenate.ts'
import fastCheck from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDocument, encodeDocument, encodeElements, summariseDocument } from '../ffd/index.ts'
import { generateStorageLife } from '../ffd/generator/storage-life.ts'
import { fromHexadecimal, toHexadecimal } from '../hexadecimal.ts'
import { decodeArchive } from './archive.ts'
import { writeArchive } from './archive-header.ts'
import { openArchiveRecord, recordTag, writeArchiveRecord } from './archive-record.ts'

const owner = {
  organisation: 'ООО "Ромашка"',
  address: 'Москва, Ленина, 1',
  taxpayerNumber: '7707083893',
  registrationNumber: '0000000005008570',
  registerSerialNumber: '0000000012345678',
  storageSerialNumber: '9999078902007080',
}
const random = () => 0.37
const life = generateStorageLife({ owner, random, until: '2026-11-23T12:00', documentCount: 110, unsentCount: 3 })
const mode = { ffdVersion: 4, autonomous: false }
const header = {
  name: '9999078902007080.fnc',
  program: 'Stykovka',
  registrationNumber: owner.registrationNumber,
  storageSerialNumber: owner.storageSerialNumber,
  ffdVersion: 4,
  shiftCount: 3,
  documentCount: life.length,
}

describe('an archive that we write', () => {
  test('has the tag of its ФФД and its way of handing over', () => {
    const tags = [2, 3, 4].flatMap((ffdVersion) =>
      [true, false].map((autonomous) => recordTag({ ffdVersion, autonomous })),
    )
    expect(tags).toEqual([65_001, 65_002, 65_011, 65_012, 65_021, 65_022])
  })

  test('is read back as the same documents', () => {
    const archive = decodeArchive(writeArchive(header, concatenate(life.map((one) => writeArchiveRecord(one, mode)))))
    expect(archive).toMatchObject({ checksumFits: true, damage: undefined })
    expect(archive.records).toHaveLength(life.length)
    for (const [index, { tlv, confirmation }] of life.entries()) {
      const record = writeArchiveRecord({ tlv, confirmation }, mode)
      const opened = openArchiveRecord(record)
      const { kind, number, time, sum, cash, cashless, shiftNumber, operation, fiscalSign } = summariseDocument({ tlv })
      expect(summariseDocument(opened)).toMatchObject({
        kind,
        number,
        time,
        sum,
        cash,
        cashless,
        shiftNumber,
        operation,
        fiscalSign,
      })
      expect(opened.confirmation === undefined).toBe(confirmation === undefined)
      expect(archive.records[index]).toMatchObject({ tag: 65_022, length: record.length })
    }
  })

  test('keeps no names of goods, and a registration whole', () => {
    const receipt = life.find(({ tlv }) => tlv[0] === 3)!
    const items = summariseDocument(openArchiveRecord(writeArchiveRecord(receipt, mode))).items
    expect(items.length).toBe(summariseDocument({ tlv: receipt.tlv }).items.length)
    expect(items.every(({ name, sum }) => name === '' && sum !== undefined)).toBe(true)
    expect(openArchiveRecord(writeArchiveRecord(life[0]!, mode)).tlv).toEqual(life[0]!.tlv)
  })

  test('has the sizes of ФФД 1.05 that the published readers count on', () => {
    const sign = fromHexadecimal('210411223344')
    const common = [
      { tag: 1012, value: 1_768_469_400 },
      { tag: 1040, value: 101 },
      { tag: 1041, value: '9999078902007080' },
      { tag: 1077, value: sign },
    ]
    const length = (code: number, more: Parameters<typeof encodeElements>[0]) =>
      writeArchiveRecord(
        { tlv: encodeDocument(code, [...common, { tag: 1021, value: 'Кассир' }, ...more]) },
        { ffdVersion: 2, autonomous: false },
      ).length - 4
    const payment = [
      { tag: 1054, value: 1 },
      { tag: 1020, value: 17_980 },
      { tag: 1031, value: 17_980 },
    ]
    expect(length(3, payment)).toBe(0x3b + 2)
    expect(length(31, payment)).toBe(0x27 + 2)
  })

  test('takes what a short form tells', () => {
    const fixed = fromHexadecimal('0301' + '1a0b170c1e' + '65000000' + '44332211' + '01' + '3c46000000')
    const { tlv } = openArchiveRecord(writeArchiveRecord({ fixed }, { ffdVersion: 2, autonomous: true }))
    expect(summariseDocument({ tlv })).toMatchObject({
      kind: 'receipt',
      number: 101,
      time: '2026-11-23T12:30:00',
      operation: 1,
      sum: 17_980,
      fiscalSign: String(0x11223344).padStart(10, '0'),
    })
  })

  test("takes the storage's short form of a confirmation, and the operator from the registration", () => {
    const confirmation = fromHexadecimal('1a0b170c1f' + '0102' + '000102030405060708090a0b0c0d0e0f' + '65000000')
    const record = writeArchiveRecord({ tlv: life[5]!.tlv, confirmation }, { ...mode, operatorNumber: '7704358518' })
    const opened = openArchiveRecord(record)
    const elements = decodeDocument(opened.confirmation!).elements
    expect(elements.map(({ tag, text }) => [tag, text])).toEqual([
      [1017, '7704358518'],
      [1012, '23.11.2026 12:31:00'],
      [1078, '0102000102030405060708090a0b0c0d0e0f'],
    ])
  })

  test('breaks off at the damage and keeps what stands before it, wherever it is cut', () => {
    const records = life.slice(0, 6).map((one) => writeArchiveRecord(one, mode))
    const file = writeArchive({ ...header, documentCount: 6 }, concatenate(records))
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 358, max: file.length }), (end) => {
        const { records: read, damage } = decodeArchive(file.subarray(0, end))
        let [whole, edge] = [0, 358]
        while (whole < records.length && edge + records[whole]!.length <= end) edge += records[whole++]!.length
        expect(read).toHaveLength(whole)
        expect(damage === undefined).toBe(edge === end)
        for (const { offset, length } of read)
          expect(records.map(toHexadecimal)).toContain(toHexadecimal(file.subarray(offset, offset + length)))
      }),
    )
  })
})
