import BetterSqlite3 from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeDocument } from '../../../native/codecs/ffd/index.ts'
import { append, readAt, receipt, storageId, verify } from '../test-support/log-documents.ts'
import { openStoreInThread, openStoreInWorker, type Store } from './store.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stykovka-store-'))))
afterEach(() => rmSync(folder, { recursive: true }))

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
