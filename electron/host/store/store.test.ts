import BetterSqlite3 from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeDocument, type ElementToEncode } from '../../../native/codecs/ffd/index.ts'
import { openDatabase } from './database.ts'
import { migrations } from './migrations/index.ts'
import { bringUpToDate } from '../fiscal-log/derive/bring-up-to-date.ts'
import { chainHash, chainStart, hashAt } from './operations/document-chain.ts'
import { packParts, unpackParts, type PartToPack } from './part-batch.ts'
import { openStoreInThread, openStoreInWorker, type Store } from './store.ts'

const storageId = '9999078900001234'
const readAt = '2026-11-23T09:00:00.000Z'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stykovka-store-'))))
afterEach(() => rmSync(folder, { recursive: true }))

interface ReceiptOptions {
  sum?: number
  itemSum?: number
  time?: string
  shift?: number
  taxpayerNumber?: string
}

function receipt(number: number, options: ReceiptOptions = {}): Uint8Array {
  const {
    sum = 12_345,
    itemSum = sum,
    time = `2026-11-23T10:${String(number % 60).padStart(2, '0')}:00`,
    shift = 1,
  } = options
  const elements: ElementToEncode[] = [
    { tag: 1209, value: 2 },
    { tag: 1041, value: storageId },
    { tag: 1037, value: '0000000001012345' },
    { tag: 1018, value: options.taxpayerNumber ?? '9909999996' },
    { tag: 1040, value: number },
    { tag: 1012, value: Date.parse(`${time}Z`) / 1000 },
    { tag: 1038, value: shift },
    { tag: 1042, value: number - 1 },
    { tag: 1054, value: 1 },
    { tag: 1021, value: 'Ёлкина А. П.' },
    { tag: 1020, value: sum },
    { tag: 1031, value: sum },
    {
      tag: 1059,
      children: [
        { tag: 1030, value: `Молоко "Ёжик" ${number}` },
        { tag: 1079, value: itemSum },
        { tag: 1043, value: itemSum },
      ],
    },
    { tag: 1077, value: Uint8Array.of(0x21, 4, 0x7f, 0, number >> 8, number & 0xff) },
  ]
  return encodeDocument(3, elements)
}

function append(
  store: Store,
  documents: { number: number; tlv?: Uint8Array; fixed?: Uint8Array; confirmation?: Uint8Array }[],
  absent: number[] = [],
) {
  return store.run('documents.append', { storageId, readAt, documents, absent })
}

async function verify(store: Store) {
  return store.run('documents.verifyStretch', { storageId, afterSequence: 0, previousHash: chainStart, limit: 1000 })
}

describe.each(['in this thread', 'in a worker'])('the store %s', (place) => {
  let store: Store
  const open = (path: string) =>
    place === 'in this thread'
      ? Promise.resolve(openStoreInThread(path))
      : openStoreInWorker(path, new URL('./store.worker.ts', import.meta.url))

  beforeEach(async () => (store = await open(join(folder, 'test.sqlite'))))
  afterEach(() => store.close())

  test('keeps a value over a restart', async () => {
    await store.run('settings.write', { name: 'preferences', value: '{"language":"en"}' })
    await store.close()
    store = await open(join(folder, 'test.sqlite'))
    expect(await store.run('settings.read', { name: 'preferences' })).toBe('{"language":"en"}')
    expect(await store.run('settings.read', { name: 'nothing' })).toBeUndefined()
  })

  test('answers what SQLite refuses with a failure, and goes on', async () => {
    await store.run('journal.begin', { id: 'a', bench: false, body: '{}', startedAt: readAt })
    await expect(
      store.run('journal.begin', { id: 'a', bench: false, body: '{}', startedAt: readAt }),
    ).rejects.toMatchObject({
      code: 'host.database',
      data: { operation: 'journal.begin' },
    })
    expect(await store.run('journal.list', { states: undefined, limit: 10 })).toHaveLength(1)
  })

  test('keeps documents in a chain, once each, and a batch whole or not at all', async () => {
    expect(
      await append(store, [
        { number: 1, tlv: receipt(1) },
        { number: 2, tlv: receipt(2) },
      ]),
    ).toEqual({ newDocuments: 2, newParts: 2 })
    expect(await append(store, [{ number: 2, tlv: receipt(2) }])).toEqual({ newDocuments: 0, newParts: 0 })
    expect(await verify(store)).toMatchObject({
      checked: 2,
      finished: true,
      lastHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    })
    await expect(
      append(store, [
        { number: 3, tlv: receipt(3) },
        { number: null as never, tlv: receipt(4) },
      ]),
    ).rejects.toMatchObject({ code: 'host.database' })
    expect((await store.run('documents.query', { filter: {}, offset: 0, limit: 10 })).total).toBe(2)
  })
})

test('a database that is no database is refused by both kinds of store', async () => {
  const { writeFileSync } = await import('node:fs')
  const path = join(folder, 'broken.sqlite')
  writeFileSync(path, 'this is a letter, and no database at all\n'.repeat(200))
  expect(() => openStoreInThread(path)).toThrow(expect.objectContaining({ code: 'host.database' }))
  await expect(openStoreInWorker(path, new URL('./store.worker.ts', import.meta.url))).rejects.toMatchObject({
    code: 'host.database',
  })
})

describe('the raw documents', () => {
  test('can be neither changed nor deleted', async () => {
    const path = join(folder, 'test.sqlite')
    const store = openStoreInThread(path)
    await append(store, [{ number: 1, tlv: receipt(1) }])
    await store.close()
    const direct = new BetterSqlite3(path)
    expect(() => direct.exec("UPDATE document_batch SET parts = x'00'")).toThrow('never changed')
    expect(() => direct.exec('DELETE FROM document_batch')).toThrow('never deleted')
    direct.close()
  })

  test('come back byte for byte, with their places in the chain', async () => {
    const store = openStoreInThread(join(folder, 'test.sqlite'))
    const fixed = Uint8Array.of(3, 0, 26, 11, 23, 12, 30, 1, 0, 0, 0, 1, 2, 3, 4, 1, 0)
    await append(store, [
      { number: 1, tlv: receipt(1) },
      { number: 2, tlv: receipt(2), fixed },
    ])
    await append(store, [
      { number: 1, confirmation: Uint8Array.of(7, 0, 0, 0) },
      { number: 3, tlv: Uint8Array.of(0xff) },
    ])
    const parts = async (number: number) => store.run('documents.parts', { storageId, number })
    const [one, two, three] = [await parts(1), await parts(2), await parts(3)]
    expect(one.map(({ part, bytes }) => [part, bytes])).toEqual([
      ['tlv', receipt(1)],
      ['confirmation', Uint8Array.of(7, 0, 0, 0)],
    ])
    expect(two.map(({ part, bytes }) => [part, bytes])).toEqual([
      ['fixed', fixed],
      ['tlv', receipt(2)],
    ])
    const chain = [one[0], two[0], two[1], one[1], three[0]]
    let previous = chainStart
    for (const [index, part] of chain.entries()) {
      expect(part).toMatchObject({ previous_hash: previous, read_at: readAt })
      const number = [1, 2, 2, 1, 3][index]
      const own = createHash('sha256').update(`${previous}\n${storageId}\n${number}\n${part!.part}\n`)
      expect(part!.hash).toBe(own.update(part!.bytes).digest('hex'))
      previous = part!.hash
    }
    await store.close()
  })

  test('that can no longer be opened cost their own batch alone, and are kept anew when they are read again', async () => {
    const path = join(folder, 'test.sqlite')
    let store = openStoreInThread(path)
    await append(store, [{ number: 1, tlv: receipt(1) }])
    await append(store, [{ number: 2, tlv: receipt(2) }])
    await append(store, [{ number: 3, tlv: receipt(3) }])
    await store.close()
    const direct = new BetterSqlite3(path)
    direct.exec('DROP TRIGGER document_batch_never_changes')
    direct.exec("UPDATE document_batch SET parts = x'010203' WHERE first_sequence = 2")
    direct.close()
    store = openStoreInThread(path)
    const parts = async (number: number) => store.run('documents.parts', { storageId, number })
    const numbers = async () =>
      (await store.run('documents.query', { filter: {}, offset: 0, limit: 9 })).rows.map(({ number }) => number)
    expect([await parts(1), await parts(2), await parts(3)].map(({ length }) => length)).toEqual([1, 0, 1])
    expect(await numbers()).toEqual([3, 2, 1])
    expect(await append(store, [{ number: 2, tlv: receipt(2) }])).toEqual({ newDocuments: 0, newParts: 1 })
    expect((await parts(2)).map(({ bytes }) => bytes)).toEqual([receipt(2)])
    await store.run('documents.forget', {})
    for (let after: number | undefined = 0; after !== undefined;)
      after = (await store.run('documents.rederive', { storageId, afterSequence: after })).sequence
    expect(await numbers()).toEqual([3, 2, 1])
    expect((await verify(store)).brokenAt).toBe(2)
    await store.close()
  })

  interface Tampering {
    readonly parts: (PartToPack & { sequence: number })[]
  }
  const change =
    (sequence: number, how: (part: PartToPack) => Partial<PartToPack>) =>
    ({ parts }: Tampering): Tampering => ({
      parts: parts.map((part) => (part.sequence === sequence ? { ...part, ...how(part) } : part)),
    })
  const without =
    (sequence: number) =>
    ({ parts }: Tampering): Tampering => ({ parts: parts.filter((part) => part.sequence !== sequence) })
  const tamperings: [string, (before: Tampering) => Tampering, number][] = [
    ['bytes were changed', change(2, () => ({ bytes: Uint8Array.of(3, 0) })), 2],
    ['a number was changed', change(3, () => ({ number: 9 })), 3],
    ['a kind of part was changed', change(3, () => ({ part: 'confirmation' })), 3],
    [
      'a hash was made to fit its own record',
      change(1, ({ number }) => {
        const bytes = Uint8Array.of(0)
        return { bytes, hash: chainHash(chainStart, storageId, number, 'tlv', bytes) }
      }),
      2,
    ],
    ['a hash was changed', change(4, () => ({ hash: '0'.repeat(64) })), 4],
    ['a record was taken out', without(2), 2],
    ['the last record was cut off', without(4), 4],
    ['two records changed places', ({ parts: [one, two, three, four] }) => ({ parts: [one!, three!, two!, four!] }), 2],
    ['all records are gone', () => ({ parts: [] }), 1],
  ]

  describe.each([
    ['in one batch', 4],
    ['in batches of their own', 1],
  ])('%s', (_where, size) => {
    test.each(tamperings)('show it when %s', async (_what, tamper, brokenAt) => {
      const path = join(folder, 'test.sqlite')
      let store = openStoreInThread(path)
      for (let first = 1; first <= 4; first += size)
        await append(
          store,
          Array.from({ length: size }, (_, index) => ({ number: first + index, tlv: receipt(first + index) })),
        )
      expect((await verify(store)).brokenAt).toBeUndefined()
      await store.close()
      const direct = new BetterSqlite3(path)
      direct.exec('DROP TRIGGER document_batch_never_changes; DROP TRIGGER document_batch_never_goes')
      rewriteBatches(direct, tamper)
      direct.close()
      store = openStoreInThread(path)
      expect((await verify(store)).brokenAt).toBe(brokenAt)
      await store.close()
    })

    test.each([
      ['its bytes are garbage', "UPDATE document_batch SET parts = x'010203' WHERE first_sequence = 1", 1],
      ['it claims fewer parts', 'UPDATE document_batch SET part_count = part_count - 1 WHERE first_sequence = 1', 1],
      ['it claims another place', 'UPDATE document_batch SET first_sequence = 7 WHERE first_sequence = 1', 1],
      ['its hashes were cut', "UPDATE document_batch SET hashes = x'00' WHERE first_sequence = 1", 1],
    ])('show it when %s', async (_what, sql, brokenAt) => {
      const path = join(folder, 'test.sqlite')
      let store = openStoreInThread(path)
      for (let first = 1; first <= 4; first += size)
        await append(
          store,
          Array.from({ length: size }, (_, index) => ({ number: first + index, tlv: receipt(first + index) })),
        )
      await store.close()
      const direct = new BetterSqlite3(path)
      direct.exec('DROP TRIGGER document_batch_never_changes')
      direct.exec(sql)
      direct.close()
      store = openStoreInThread(path)
      expect((await verify(store)).brokenAt).toBe(brokenAt)
      await store.close()
    })
  })

  /** Packs every batch anew after `tamper` had its way with the records, each with the place that it had. */
  function rewriteBatches(direct: BetterSqlite3.Database, tamper: (before: Tampering) => Tampering): void {
    const rows = direct.prepare('SELECT * FROM document_batch ORDER BY first_sequence').all() as {
      batch_id: number
      first_sequence: number
      part_count: number
      parts: Uint8Array
      hashes: Uint8Array
    }[]
    const { parts } = tamper({
      parts: rows.flatMap((row) =>
        unpackParts(row.parts, row.part_count).map((part, index) => ({
          ...part,
          hash: hashAt(row.hashes, index),
          sequence: row.first_sequence + index,
        })),
      ),
    })
    let place = 0
    for (const row of rows) {
      const own =
        rows.length === 1
          ? parts
          : parts.length === rows.length
            ? parts.slice(place, ++place)
            : parts.filter(({ sequence }) => sequence === row.first_sequence)
      if (own.length === 0) direct.prepare('DELETE FROM document_batch WHERE batch_id = ?').run(row.batch_id)
      else {
        const packed = packParts(own)
        direct
          .prepare('UPDATE document_batch SET parts = ?, hashes = ?, part_count = ? WHERE batch_id = ?')
          .run(packed.parts, packed.hashes, own.length, row.batch_id)
      }
    }
  }
})

describe('what is derived', () => {
  let store: Store
  beforeEach(() => (store = openStoreInThread(':memory:')))
  afterEach(() => store.close())

  const settle = (complete = true) => store.run('findings.settle', { storageId, complete })
  const findings = async () => {
    const rules = await store.run('findings.summary', { storageId, examples: 5 })
    // These logs begin with a receipt, which is a finding in itself.
    const meant = rules.filter(({ rule }) => rule !== 'registration-order')
    return meant.flatMap(({ examples }) =>
      examples.map(({ rule, number, data }) => ({ rule, number, data: JSON.parse(data) as object })),
    )
  }

  test('is found by any part of a word in any case, with ё as е, and short words too', async () => {
    await append(store, [
      { number: 1, tlv: receipt(1) },
      { number: 2, tlv: receipt(2, { sum: 123_456 }) },
    ])
    const find = async (text: string) =>
      (await store.run('documents.query', { filter: { text }, offset: 0, limit: 10 })).rows.map((row) => row.number)
    expect(await find('МОЛОКО')).toEqual([2, 1])
    expect(await find('ежик')).toEqual([2, 1])
    expect(await find('олок елкина')).toEqual([2, 1])
    expect(await find('мо')).toEqual([2, 1])
    expect(await find('1 234,56')).toEqual([2])
    expect(await find('100%')).toEqual([])
    expect(await find('"')).toEqual([2, 1])
    expect(await find('" OR "')).toEqual([])
  })

  test('says when a receipt and its goods, or its taxpayer number, do not add up', async () => {
    await append(store, [
      { number: 1, tlv: receipt(1, { itemSum: 12_000 }) },
      { number: 2, tlv: receipt(2, { itemSum: 12_400 }) },
      { number: 3, tlv: receipt(3, { taxpayerNumber: '9909999997' }) },
      { number: 4, tlv: receipt(4) },
    ])
    expect(await findings()).toEqual([
      { rule: 'items-sum', number: 1, data: { sum: 12_345, itemsSum: 12_000, difference: -345 } },
      { rule: 'items-sum', number: 2, data: { sum: 12_345, itemsSum: 12_400, difference: 55 } },
      { rule: 'taxpayer-number', number: 3, data: { tag: 1018, taxpayerNumber: '9909999997' } },
    ])
    const { rows } = await store.run('documents.query', { filter: { findingRule: 'items-sum' }, offset: 0, limit: 10 })
    expect(rows.map((row) => [row.number, row.finding_count])).toEqual([
      [2, 1],
      [1, 1],
    ])
  })

  test('says when a number came with other bytes, and shows the first', async () => {
    await append(store, [{ number: 1, tlv: receipt(1) }])
    await append(store, [{ number: 1, tlv: receipt(1, { sum: 999 }) }])
    expect(await findings()).toEqual([{ rule: 'duplicate-number', number: 1, data: { part: 'tlv' } }])
    const { rows } = await store.run('documents.query', { filter: {}, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ number: 1, sum: 12_345 }])
    expect(await store.run('documents.parts', { storageId, number: 1 })).toHaveLength(2)
  })

  test('takes a confirmation that comes later for what it is', async () => {
    const fixed = (confirmed: number) => Uint8Array.of(5, confirmed, 26, 11, 23, 12, 30, 1, 0, 0, 0, 1, 2, 3, 4, 1, 0)
    await append(store, [{ number: 1, fixed: fixed(0) }])
    expect(await store.run('documents.wanted', { storageId, lastNumber: 3, firstUnsent: 1 })).toEqual({
      missing: [2, 3],
      unconfirmed: [],
    })
    expect(await store.run('documents.wanted', { storageId, lastNumber: 3, firstUnsent: 2 })).toEqual({
      missing: [2, 3],
      unconfirmed: [1],
    })
    await append(store, [{ number: 1, fixed: fixed(1) }])
    expect(await append(store, [{ number: 1, fixed: fixed(0) }])).toEqual({ newDocuments: 0, newParts: 0 })
    expect(await findings()).toEqual([])
    expect((await store.run('documents.query', { filter: {}, offset: 0, limit: 1 })).rows).toMatchObject([
      { confirmed: 1, complete: 0, kind: 'shift-closing' },
    ])
  })

  test('says which numbers the storage does not have, and takes it back when they come', async () => {
    await append(
      store,
      [
        { number: 1, tlv: receipt(1) },
        { number: 5, tlv: receipt(5) },
      ],
      [2, 3, 4],
    )
    await settle(false)
    expect(await findings()).toEqual([{ rule: 'number-gap', number: null, data: { from: 2, to: 4, count: 3 } }])
    await append(
      store,
      [2, 3, 4].map((number) => ({ number, tlv: receipt(number) })),
    )
    await settle(false)
    expect(await findings()).toEqual([])
  })

  test('says when the clock went back', async () => {
    await append(store, [
      { number: 1, tlv: receipt(1, { time: '2026-11-23T12:00:00' }) },
      { number: 2, tlv: receipt(2, { time: '2026-11-23T11:59:00' }) },
      { number: 3, tlv: receipt(3, { time: '2026-11-23T12:01:00' }) },
    ])
    await settle()
    expect(await findings()).toEqual([
      { rule: 'clock-back', number: 2, data: { time: '2026-11-23T11:59:00', previous: '2026-11-23T12:00:00' } },
    ])
  })

  test('compares the totals of a shift with its receipts', async () => {
    const opening = encodeDocument(2, [
      { tag: 1040, value: 1 },
      { tag: 1038, value: 1 },
    ])
    const closing = (receipts: number, sum: number) =>
      encodeDocument(5, [
        { tag: 1040, value: 4 },
        { tag: 1038, value: 1 },
        { tag: 1111, value: 4 },
        { tag: 1118, value: receipts },
        {
          tag: 1194,
          children: [
            {
              tag: 1129,
              children: [
                { tag: 1135, value: receipts },
                { tag: 1201, value: sum },
              ],
            },
          ],
        },
      ])
    await append(store, [
      { number: 1, tlv: opening },
      { number: 2, tlv: receipt(2, { sum: 100 }) },
      { number: 3, tlv: receipt(3, { sum: 250 }) },
      { number: 4, tlv: closing(2, 350) },
    ])
    await settle()
    expect(await findings()).toEqual([])
    await store.close()
    store = openStoreInThread(':memory:')
    await append(store, [
      { number: 1, tlv: opening },
      { number: 2, tlv: receipt(2, { sum: 100 }) },
      { number: 3, tlv: receipt(3, { sum: 250 }) },
      { number: 4, tlv: closing(3, 999) },
    ])
    await settle()
    expect((await findings()).map(({ data }) => data)).toEqual([
      { shift: 1, counter: 'receipts', reported: 3, counted: 2 },
      { shift: 1, counter: 'count-1', reported: 3, counted: 2 },
      { shift: 1, counter: 'sum-1', reported: 999, counted: 350 },
    ])
  })

  test('comes out the same when it is made anew from the bytes', async () => {
    const path = join(folder, 'test.sqlite')
    let kept = openStoreInThread(path)
    await kept.run('documents.append', {
      storageId,
      readAt,
      documents: [
        { number: 1, tlv: receipt(1, { itemSum: 1 }) },
        { number: 2, tlv: receipt(2) },
      ],
      absent: [],
    })
    const snapshot = async () => ({
      rows: (await kept.run('documents.query', { filter: { text: 'молоко' }, offset: 0, limit: 10 })).rows.map(
        ({ document_id: _id, ...row }) => row,
      ),
      findings: (await kept.run('findings.summary', { storageId, examples: 9 })).map(({ rule, count }) => [
        rule,
        count,
      ]),
    })
    const before = await snapshot()
    await kept.close()
    const direct = new BetterSqlite3(path)
    direct.exec('DELETE FROM finding')
    direct.close()
    kept = openStoreInThread(path)
    await kept.run('documents.forget', {})
    expect((await snapshot()).rows).toEqual([])
    expect(await kept.run('documents.storages', {})).toEqual([storageId])
    expect(await kept.run('documents.rederive', { storageId, afterSequence: 0 })).toEqual({ sequence: 1 })
    expect(await kept.run('documents.rederive', { storageId, afterSequence: 1 })).toEqual({ sequence: undefined })
    expect(await kept.run('documents.rederive', { storageId, afterSequence: 0 })).toEqual({ sequence: 1 })
    expect(await kept.run('documents.parts', { storageId, number: 1 })).toHaveLength(1)
    expect(await snapshot()).toEqual(before)
    await kept.close()
  })
})

describe('a long log', () => {
  let store: Store
  beforeEach(() => (store = openStoreInThread(':memory:')))
  afterEach(() => store.close())
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const page = async (offset: number, filter: object = { storageId }) => {
    const { total, rows } = await store.run('documents.query', { filter, offset, limit: 7 })
    return { total, numbers: rows.map(({ number }) => number) }
  }

  test('shows any page of any depth as if it had been counted through, and never an old one', async () => {
    await append(
      store,
      numbers(1, 1_300).map((number) => ({ number, tlv: receipt(number, { shift: Math.ceil(number / 100) }) })),
    )
    expect(await page(1_293)).toEqual({ total: 1_300, numbers: [7, 6, 5, 4, 3, 2, 1] })
    expect(await page(1_100)).toEqual({ total: 1_300, numbers: [200, 199, 198, 197, 196, 195, 194] })
    expect(await page(1_299)).toEqual({ total: 1_300, numbers: [1] })
    expect(await page(5_000)).toEqual({ total: 1_300, numbers: [] })
    const filter = { storageId, text: 'молоко' }
    expect(await page(1_200, filter)).toEqual({ total: 1_300, numbers: [100, 99, 98, 97, 96, 95, 94] })
    await append(store, [{ number: 1_301, tlv: receipt(1_301) }])
    expect(await page(1_100)).toEqual({ total: 1_301, numbers: [201, 200, 199, 198, 197, 196, 195] })
    expect(await page(0, filter)).toMatchObject({ total: 1_301 })
  })

  test('adds up a shift and a day', async () => {
    await append(store, [
      { number: 1, tlv: receipt(1, { sum: 100, time: '2026-11-22T23:59:59' }) },
      { number: 2, tlv: receipt(2, { sum: 250, time: '2026-11-23T00:00:00' }) },
      { number: 3, tlv: receipt(3, { sum: 1_000, time: '2026-11-23T23:59:59', shift: 2 }) },
      { number: 4, tlv: receipt(4, { sum: 7, time: '2026-11-24T00:00:00', shift: 2 }) },
    ])
    const totals = async (period: object) => {
      const [row, ...others] = await store.run('documents.totals', { storageId, ...period })
      expect(others).toEqual([])
      return row
    }
    const receipts = { kind: 'receipt', operation: 1, cashless: 0 }
    expect(await totals({ shiftNumber: 1 })).toEqual({ ...receipts, count: 2, sum: 350, cash: 350 })
    expect(await totals({ day: '2026-11-23' })).toEqual({ ...receipts, count: 2, sum: 1_250, cash: 1_250 })
    expect(await totals({ day: '2026-11-25' })).toBeUndefined()
  })
})

describe('migrations', () => {
  test('bring an empty database to the newest form, one after the other, and leave a newest one alone', () => {
    const path = join(folder, 'test.sqlite')
    openDatabase(path).close()
    const database = openDatabase(path)
    expect(database.connection.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(database.connection.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.connection.pragma('synchronous', { simple: true })).toBe(2)
    database.close()
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
  })

  test('carry the raw documents of an older form over, and rows can be made anew from them', async () => {
    const path = join(folder, 'old.sqlite')
    const old = new BetterSqlite3(path)
    for (const { number, sql } of migrations.slice(0, 2)) old.exec(`${sql}; PRAGMA user_version = ${number}`)
    const tlv = receipt(1)
    const hash = createHash('sha256').update(`${chainStart}\n${storageId}\n1\ntlv\n`).update(tlv).digest('hex')
    old
      .prepare(
        "INSERT INTO document_part (storage_id, sequence, number, part, bytes, read_at, previous_hash, hash) VALUES (?, 1, 1, 'tlv', ?, ?, ?, ?)",
      )
      .run(storageId, tlv, readAt, chainStart, hash)
    old.prepare('INSERT INTO chain_head VALUES (?, 1, ?)').run(storageId, hash)
    old
      .prepare(
        "INSERT INTO document (storage_id, number, kind, item_count, confirmed, complete, text) VALUES (?, 1, 'receipt', 1, 0, 1, 'old')",
      )
      .run(storageId)
    old.close()
    const store = openStoreInThread(path)
    expect(await verify(store)).toMatchObject({ checked: 1, lastHash: hash, finished: true })
    await bringUpToDate(store)
    const found = await store.run('documents.query', { filter: { text: 'ежик' }, offset: 0, limit: 10 })
    expect(found.rows).toMatchObject([{ number: 1, sum: 12_345, imported: 0 }])
    await store.close()
    const direct = new BetterSqlite3(path)
    expect(() => direct.exec('DELETE FROM document_batch')).toThrow('never deleted')
    direct.close()
  })

  test('carry a log of several storages over part by part, sound or broken, and the rows are those of a new log', async () => {
    const others = ['9999078900000001', '9999078900000002']
    const path = join(folder, 'older.sqlite')
    const older = new BetterSqlite3(path)
    for (const { number, sql } of migrations.slice(0, 5)) older.exec(`${sql}; PRAGMA user_version = ${number}`)
    const insert = older.prepare(
      'INSERT INTO document_part (storage_id, sequence, number, part, bytes, read_at, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const fresh = openStoreInThread(':memory:')
    const count = 450
    older.exec('BEGIN')
    for (const id of others) {
      let previous = chainStart
      const batches = new Map<string, { number: number; tlv: Uint8Array }[]>()
      for (let number = 1; number <= count; number++) {
        // The reading was broken off once, so the time of reading changes in the midst of it.
        const at = number < 100 ? readAt : '2026-11-23T10:00:00.000Z'
        const tlv = receipt(number, { shift: Math.ceil(number / 50) })
        const hash = chainHash(previous, id, number, 'tlv', tlv)
        insert.run(id, number, number, 'tlv', tlv, at, previous, hash)
        previous = hash
        const batch = batches.get(at) ?? []
        batches.set(at, [...batch, { number, tlv }])
      }
      for (const [at, documents] of batches)
        await fresh.run('documents.append', { storageId: id, readAt: at, documents, absent: [] })
      await fresh.run('findings.settle', { storageId: id, complete: false })
      older.prepare('INSERT INTO chain_head VALUES (?, ?, ?)').run(id, count, previous)
      older
        .prepare(
          "INSERT INTO storage (storage_id, bench, phase, last_number_on_device, unsent_count) VALUES (?, 0, 'fiscal', ?, 0)",
        )
        .run(id, count)
    }
    older.exec('COMMIT; DROP TRIGGER document_part_never_changes')
    older.prepare("UPDATE document_part SET bytes = x'00' WHERE storage_id = ? AND sequence = 321").run(others[1])
    older.exec(`CREATE TRIGGER document_part_never_changes BEFORE UPDATE ON document_part
      BEGIN SELECT RAISE(ABORT, 'document parts are never changed'); END`)
    older.close()

    const before = statSync(path).size
    openDatabase(path).close()
    expect(statSync(path).size).toBeLessThan(before / 2)
    const carried = openStoreInThread(path)
    await bringUpToDate(carried)
    const stretch = { afterSequence: 0, previousHash: chainStart, limit: 1_000 }
    const sound = await carried.run('documents.verifyStretch', { storageId: others[0]!, ...stretch })
    expect(sound).toEqual(await fresh.run('documents.verifyStretch', { storageId: others[0]!, ...stretch }))
    expect(sound).toMatchObject({ checked: count, finished: true })
    const broken = await carried.run('documents.verifyStretch', { storageId: others[1]!, ...stretch })
    expect(broken.brokenAt).toBe(321)
    for (const number of [1, 99, 100, 401, count]) {
      const key = { storageId: others[0]!, number }
      expect(await carried.run('documents.parts', key)).toEqual(await fresh.run('documents.parts', key))
    }
    const filters = [
      { storageId: others[0]! },
      { text: 'ежик 17', storageId: others[0]! },
      { shiftNumber: 3, storageId: others[0]! },
    ]
    for (const filter of filters) {
      const rows = async (store: Store) => (await store.run('documents.query', { filter, offset: 0, limit: 200 })).rows
      const found = await rows(carried)
      expect(found.length).toBeGreaterThan(0)
      expect(found).toEqual(await rows(fresh))
    }
    await carried.run('documents.append', {
      storageId: others[0]!,
      readAt,
      documents: [
        { number: count, tlv: receipt(count, { shift: 9 }) },
        { number: count + 1, tlv: receipt(count + 1) },
      ],
      absent: [],
    })
    expect(await carried.run('documents.verifyStretch', { storageId: others[0]!, ...stretch })).toMatchObject({
      checked: count + 1,
    })
    await carried.close()
    await fresh.close()
    const direct = new BetterSqlite3(path)
    expect(() => direct.exec('DELETE FROM document_batch')).toThrow('never deleted')
    direct.close()
  })

  test('refuse a database of a newer program', () => {
    const path = join(folder, 'test.sqlite')
    openDatabase(path).close()
    const direct = new BetterSqlite3(path)
    direct.pragma('user_version = 99')
    direct.close()
    expect(() => openDatabase(path)).toThrow('version 99')
  })
})

describe('the ring of traffic', () => {
  test('holds so many entries and so many bytes, the newest of them', async () => {
    const store = openStoreInThread(':memory:')
    const entry = (id: number, size: number) => ({
      id,
      at: readAt,
      role: 'scale',
      family_id: null,
      address: 'COM1',
      direction: 'to-device',
      kind: 'frame',
      bytes: new Uint8Array(size),
      event: null,
      name: null,
      reason: null,
    })
    const entries = (from: number, count: number, size: number) =>
      Array.from({ length: count }, (_, index) => entry(from + index, size))
    await store.run('traffic.append', { entries: entries(1, 100, 4), limits: { entries: 60, bytes: 1e9 } })
    expect(await store.run('traffic.bounds', {})).toEqual({ firstId: 41, lastId: 100 })
    await store.run('traffic.append', { entries: entries(101, 1000, 940), limits: { entries: 1e6, bytes: 100_000 } })
    expect(await store.run('traffic.bounds', {})).toEqual({ firstId: 1001, lastId: 1100 })
    const result = {
      bench: false,
      checkId: 'scale.weigh',
      role: 'scale',
      verdict: 'passed',
      body: '{}',
      finishedAt: readAt,
    }
    await store.run('checks.keep', { ...result, runId: 'run', traffic: { first: 1090, last: 1092 } })
    await store.run('traffic.append', { entries: entries(1101, 500, 4), limits: { entries: 100, bytes: 1e9 } })
    const rest = await store.run('traffic.query', { role: undefined, fromId: 0, limit: 500 })
    expect(rest.slice(0, 4).map(({ id }) => id)).toEqual([1090, 1091, 1092, 1501])
    await store.close()
  })
})
