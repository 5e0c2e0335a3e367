import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeDocument, type ElementToEncode } from '../../../../native/codecs/ffd/index.ts'
import { documentFilterSchema, type DocumentFilter } from '../../../contract/fiscal-log.ts'
import { readFacets } from '../../fiscal-log/read-facets.ts'
import { readTotalsBy } from '../../fiscal-log/read-totals.ts'
import { openStoreInThread, type Store } from '../store.ts'

const [north, south] = ['9999078900001234', '9999078900005678']

let store: Store
beforeEach(async () => {
  store = openStoreInThread(':memory:')
  await keep(north, [
    opening(1, '2026-11-22T09:00:00', 1),
    receipt(2, '2026-11-22T10:00:00', 1, { sum: 10_000, payments: { 1031: 10_000 } }),
    receipt(3, '2026-11-22T11:00:00', 1, { sum: 25_000, payments: { 1081: 20_000, 1031: 5_000 }, cashier: 'Ёлкина' }),
    receipt(4, '2026-11-22T12:00:00', 1, { sum: 500, payments: { 1215: 500 } }),
    opening(5, '2026-11-23T09:00:00', 2),
    receipt(6, '2026-11-23T10:00:00', 2, { sum: 70_000, payments: { 1216: 70_000 }, operation: 2 }),
  ])
  await keep(south, [
    opening(1, '2026-11-22T08:00:00', 7),
    receipt(2, '2026-11-22T11:30:00', 7, { sum: 10_000, payments: { 1217: 10_000 }, cashier: 'Ёлкина' }),
  ])
})
afterEach(() => store.close())

interface Kept {
  number: number
  tlv: Uint8Array
  confirmation?: Uint8Array
}

function opening(number: number, time: string, shift: number): Kept {
  return {
    number,
    tlv: encodeDocument(2, [
      { tag: 1040, value: number },
      { tag: 1012, value: time },
      { tag: 1038, value: shift },
      { tag: 1021, value: 'Орлов' },
    ]),
    confirmation: encodeDocument(7, [{ tag: 1040, value: number }]),
  }
}

function receipt(
  number: number,
  time: string,
  shift: number,
  { sum, payments, cashier = 'Орлов', operation = 1 }: ReceiptFacts,
): Kept {
  const elements: ElementToEncode[] = [
    { tag: 1040, value: number },
    { tag: 1012, value: time },
    { tag: 1038, value: shift },
    { tag: 1054, value: operation },
    { tag: 1021, value: cashier },
    { tag: 1020, value: sum },
    ...[1031, 1081, 1215, 1216, 1217].map((tag) => ({ tag, value: payments[tag] ?? 0 })),
  ]
  return { number, tlv: encodeDocument(3, elements) }
}

interface ReceiptFacts {
  sum: number
  payments: Record<number, number>
  cashier?: string
  operation?: number
}

async function keep(storageId: string, documents: Kept[]) {
  await store.run('documents.append', { storageId, readAt: '2026-11-23T12:00:00.000Z', documents, absent: [] })
}

/** Found documents as `n2`: the storage's first letter and the number, newest first. */
async function find(filter: DocumentFilter): Promise<string[]> {
  const parsed = documentFilterSchema.parse(filter)
  const { total, rows } = await store.run('documents.query', { filter: parsed, offset: 0, limit: 100 })
  expect(total).toBe(rows.length)
  return rows.map((row) => `${row.storage_id === north ? 'n' : 's'}${row.number}`)
}

describe('a filter finds by', () => {
  test.each<[string, DocumentFilter, string[]]>([
    ['nothing', {}, ['n6', 'n5', 'n4', 's2', 'n3', 'n2', 'n1', 's1']],
    [
      'lists that are empty',
      { storageIds: [], kinds: [], cashiers: [], payments: [] },
      ['n6', 'n5', 'n4', 's2', 'n3', 'n2', 'n1', 's1'],
    ],
    ['one storage', { storageId: south }, ['s2', 's1']],
    ['several storages', { storageIds: [south, north], kinds: ['shift-opening'] }, ['n5', 'n1', 's1']],
    ['a storage that is not there', { storageIds: ['1'] }, []],
    ['cashier', { cashiers: ['Ёлкина'] }, ['s2', 'n3']],
    ['several cashiers', { cashiers: ['Ёлкина', 'Орлов'], shiftNumber: 7 }, ['s2', 's1']],
    ['cash, a part of the sum too', { payments: ['cash'] }, ['n3', 'n2']],
    ['cashless', { payments: ['cashless'] }, ['n3']],
    ['prepayment or credit', { payments: ['prepayment', 'credit'] }, ['n6', 'n4']],
    ['consideration', { payments: ['consideration'] }, ['s2']],
    ['a sum and more', { sumFrom: 10_000 }, ['n6', 's2', 'n3', 'n2']],
    ['a sum and less', { sumTo: 10_000 }, ['n4', 's2', 'n2']],
    ['exactly a sum', { sumFrom: 25_000, sumTo: 25_000 }, ['n3']],
    ['sums from more to less', { sumFrom: 2, sumTo: 1 }, []],
    ['sent', { sent: 'sent' }, ['n5', 'n1', 's1']],
    ['unsent', { sent: 'unsent', storageId: north }, ['n6', 'n4', 'n3', 'n2']],
    ['shifts from', { shiftFrom: 2 }, ['n6', 'n5', 's2', 's1']],
    ['shifts to', { shiftTo: 2, shiftFrom: 2 }, ['n6', 'n5']],
    ['read', { imported: false, storageId: south }, ['s2', 's1']],
    ['imported', { imported: true }, []],
    ['a period to the minute', { from: '2026-11-22T11:00', to: '2026-11-22T11:30' }, ['s2', 'n3']],
    ['kind of operation', { operations: [2] }, ['n6']],
    [
      'all at once',
      {
        storageIds: [north, south],
        cashiers: ['Ёлкина'],
        payments: ['cash'],
        sumFrom: 1,
        sumTo: 90_000,
        sent: 'unsent',
        shiftFrom: 1,
        shiftTo: 9,
        imported: false,
        text: 'ёлк',
        kinds: ['receipt'],
      },
      ['n3'],
    ],
  ])('%s', async (_what, filter, found) => {
    expect(await find(filter)).toEqual(found)
  })

  test.each([
    ['an unknown word', { colour: 'red' }],
    ['a broken sum', { sumFrom: 1.5 }],
    ['a sum below nothing', { sumTo: -1 }],
    ['a payment that is none', { payments: ['gold'] }],
    ['too many storages', { storageIds: Array.from({ length: 51 }, () => '1') }],
    ['too many cashiers', { cashiers: Array.from({ length: 51 }, () => 'a') }],
    ['a cashier of 501 letters', { cashiers: ['a'.repeat(501)] }],
    ['a time that is none', { from: 'yesterday' }],
    ['neither sent nor unsent', { sent: true }],
    ['a shift that no register has', { shiftTo: 2 ** 32 }],
  ])('not by %s', (_what, filter) => {
    expect(documentFilterSchema.safeParse(filter).success).toBe(false)
  })
})

test('any filter finds what going over all documents finds', async () => {
  const { rows } = await store.run('documents.query', { filter: {}, offset: 0, limit: 100 })
  const nameOf = (row: (typeof rows)[number]) => `${row.storage_id === north ? 'n' : 's'}${row.number}`
  const some = <T>(...values: T[]) => fc.option(fc.subarray(values), { nil: undefined })
  const one = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
  const filters = fc.record({
    storageId: one(north, south, 'unknown'),
    storageIds: some(north, south, 'unknown'),
    kinds: some('receipt' as const, 'shift-opening' as const, 'registration' as const),
    operations: some(1, 2, 3),
    cashiers: some('Орлов', 'Ёлкина', 'никто'),
    payments: some('cash' as const, 'prepayment' as const, 'consideration' as const),
    sumFrom: one(0, 10_000, 30_000),
    sumTo: one(500, 25_000),
    shiftFrom: one(1, 2, 7),
    shiftTo: one(1, 7),
    sent: one('sent' as const, 'unsent' as const),
    imported: one(true, false),
    from: one('2026-11-22T09:00', '2026-11-23T00:00'),
    to: one('2026-11-22T11:00', '2026-11-23T23:59'),
  })
  await fc.assert(
    fc.asyncProperty(filters, async (asked) => {
      const filter = Object.fromEntries(
        Object.entries(asked).filter(([, value]) => value !== undefined),
      ) as DocumentFilter
      const of = <T>(list: readonly T[] | undefined, value: T) => !list?.length || list.includes(value)
      const expected = rows.filter(
        (row) =>
          (filter.storageId === undefined || row.storage_id === filter.storageId) &&
          of(filter.storageIds, row.storage_id) &&
          of(filter.kinds, row.kind as never) &&
          of(filter.operations, row.operation as never) &&
          of(filter.cashiers, row.cashier as never) &&
          (!filter.payments?.length || filter.payments.some((payment) => (row[payment] ?? 0) > 0)) &&
          ((filter.sumFrom === undefined && filter.sumTo === undefined) ||
            (row.sum !== null &&
              row.sum >= (filter.sumFrom ?? 0) &&
              row.sum <= (filter.sumTo ?? Number.MAX_SAFE_INTEGER))) &&
          ((filter.shiftFrom === undefined && filter.shiftTo === undefined) ||
            (row.shift_number !== null &&
              row.shift_number >= (filter.shiftFrom ?? 0) &&
              row.shift_number <= (filter.shiftTo ?? 2 ** 32))) &&
          (filter.sent === undefined || (row.confirmed !== 0) === (filter.sent === 'sent')) &&
          (filter.imported === undefined || (row.imported !== 0) === filter.imported) &&
          (filter.from === undefined || (row.time ?? '') >= filter.from) &&
          (filter.to === undefined || (row.time !== null && row.time <= `${filter.to}:59`)),
      )
      expect((await find(filter)).toSorted()).toEqual(expected.map(nameOf).toSorted())
    }),
    { numRuns: 600 },
  )
})

describe('facets', () => {
  test('count what else could be chosen, each list without its own condition', async () => {
    expect(await readFacets(store, {})).toEqual({
      documents: 8,
      storages: [
        { storageId: north, count: 6 },
        { storageId: south, count: 2 },
      ],
      kinds: [
        { kind: 'receipt', count: 5 },
        { kind: 'shift-opening', count: 3 },
      ],
      operations: [
        { operation: 1, count: 4 },
        { operation: 2, count: 1 },
      ],
      cashiers: [
        { cashier: 'Орлов', count: 6 },
        { cashier: 'Ёлкина', count: 2 },
      ],
      shifts: { from: 1, to: 7 },
      times: { from: '2026-11-22T08:00:00', to: '2026-11-23T10:00:00' },
      sent: 3,
      unsent: 5,
      imported: 0,
    })
    expect(await readFacets(store, { cashiers: ['Ёлкина'], storageId: north, sent: 'unsent' })).toMatchObject({
      documents: 1,
      storages: [
        { storageId: north, count: 1 },
        { storageId: south, count: 1 },
      ],
      cashiers: [
        { cashier: 'Орлов', count: 3 },
        { cashier: 'Ёлкина', count: 1 },
      ],
      sent: 0,
      unsent: 1,
    })
  })

  test('of what is not there are empty', async () => {
    const facets = await readFacets(store, { storageId: '1', text: 'молоко' })
    expect(facets).toMatchObject({ documents: 0, kinds: [], cashiers: [], sent: 0, unsent: 0 })
    expect(facets.shifts).toBeUndefined()
  })
})

describe('totals', () => {
  const totalsBy = (by: 'shift' | 'day', filter: DocumentFilter = {}, offset = 0, limit = 10) =>
    readTotalsBy(store, { filter, by, offset, limit })

  test('of every shift, the newest first', async () => {
    const { total, periods } = await totalsBy('shift')
    expect(total).toBe(3)
    expect(periods.map(({ storageId, shiftNumber, documents }) => [storageId, shiftNumber, documents])).toEqual([
      [north, 2, 2],
      [north, 1, 4],
      [south, 7, 2],
    ])
    expect(periods[1]).toMatchObject({
      receipts: 3,
      corrections: 0,
      operations: [{ operation: 1, count: 3, sum: 35_500, cash: 15_000, cashless: 20_000 }],
      firstTime: '2026-11-22T09:00:00',
      lastTime: '2026-11-22T12:00:00',
    })
    expect((await totalsBy('shift', {}, 1, 1)).periods.map(({ shiftNumber }) => shiftNumber)).toEqual([1])
  })

  test('of every day, of what the filter finds there', async () => {
    const { total, periods } = await totalsBy('day', { kinds: ['receipt'], payments: ['cash', 'consideration'] })
    expect(total).toBe(1)
    expect(periods).toMatchObject([
      {
        day: '2026-11-22',
        documents: 3,
        receipts: 3,
        operations: [{ operation: 1, count: 3, sum: 45_000, cash: 15_000 }],
      },
    ])
    expect((await totalsBy('day', { storageId: '1' })).periods).toEqual([])
  })
})
