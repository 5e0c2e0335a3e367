import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateStorageLife } from '../../../../native/codecs/ffd/generator/storage-life.ts'
import { seededRandom } from '../../../../native/foundation/random.ts'
import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import { openDatabase, type SqliteDatabase } from '../database.ts'
import { groupsOf, isKnownToTally } from './document-groups.ts'
import { aggregate, planOf, scanFor } from './document-plan.ts'
import { documentOperations } from './documents.ts'
import { periodsOfCells } from './period-cells.ts'
import { totalsOperations } from './totals.ts'
import { documentQueryOperations } from './document-queries.ts'

const storageIds = ['9999078900000001', '9999078900000002'] as const
const documentCount = 6_000
let database: SqliteDatabase

beforeAll(() => {
  database = openDatabase(':memory:')
  for (const [index, storageId] of storageIds.entries()) {
    const documents = generateStorageLife({
      owner: {
        organisation: 'ООО "Учебный магазин"',
        address: '115280, Москва, Ленинская Слобода, 19',
        taxpayerNumber: '7707083893',
        registrationNumber: '0000000005008570',
        registerSerialNumber: '0000000012345678',
        storageSerialNumber: storageId,
      },
      random: seededRandom(index + 1),
      until: '2026-11-23T12:00',
      documentCount,
      unsentCount: 7,
    })
    documentOperations['documents.append'](database, {
      storageId,
      readAt: '2026-11-23T09:00:00.000Z',
      documents,
      absent: [],
    })
  }
})
afterAll(() => database.close())

const receipt = () =>
  documentQueryOperations['documents.query'](database, { filter: { kinds: ['receipt'] }, offset: 900, limit: 1 })
    .rows[0]!

/** Each with the index that has to lead, and whether putting in order is lawful: of few documents only. */
const cases: [string, () => DocumentFilter, string, boolean][] = [
  ['nothing', () => ({}), 'document_row_by_time', false],
  ['a storage', () => ({ storageId: storageIds[0] }), 'INTEGER PRIMARY KEY', false],
  ['several storages', () => ({ storageIds: [...storageIds] }), 'document_row_by_time', false],
  ['a kind', () => ({ kinds: ['shift-closing'] }), 'document_row_by_kind', false],
  ['receipts, which are nearly all', () => ({ kinds: ['receipt'] }), 'document_row_by_time', false],
  ['two kinds', () => ({ kinds: ['shift-closing', 'shift-opening'] }), 'document_row_by_kind', true],
  ['refunds', () => ({ operations: [2] }), 'document_row_by_operation', false],
  ['sales', () => ({ operations: [1] }), 'document_row_by_time', false],
  ['one of several storages', () => ({ storageIds: [storageIds[1]] }), 'document_row_by_time', false],
  ['a cashier', () => ({ cashiers: [receipt().cashier!] }), 'document_row_by_cashier', false],
  ['two cashiers', () => ({ cashiers: ['Кассир 1', 'Кассир 2'] }), 'document_row_by_time', false],
  ['cash', () => ({ payments: ['cash'] }), 'document_row_by_time', false],
  ['a rare payment', () => ({ payments: ['credit', 'prepayment'] }), 'document_row_rare_payment', false],
  ['unsent', () => ({ sent: 'unsent' }), 'document_row_unsent', false],
  ['sent', () => ({ sent: 'sent' }), 'document_row_by_time', false],
  ['imported', () => ({ imported: true }), 'document_row_imported', false],
  ['read', () => ({ imported: false }), 'document_row_by_time', false],
  ['a shift of a storage', () => ({ storageId: storageIds[0], shiftNumber: 40 }), 'document_row_by_shift', false],
  ['many shifts of a storage', () => ({ storageId: storageIds[0], shiftFrom: 2 }), 'document_row_by_shift', false],
  ['shifts of all storages', () => ({ shiftFrom: 40, shiftTo: 60 }), 'document_row_by_shift', true],
  ['a period', () => ({ from: '2026-11-01T00:00', to: '2026-11-02T00:00' }), 'document_row_by_time', false],
  [
    'a period of a storage',
    () => ({ storageId: storageIds[1], from: '2026-01-01T00:00' }),
    'document_row_by_time',
    false,
  ],
  ['a sum', () => ({ sumFrom: receipt().sum!, sumTo: receipt().sum! }), 'document_row_by_sum', true],
  ['nearly any sum', () => ({ sumFrom: 1 }), 'document_row_by_time', false],
  ['a sign', () => ({ text: receipt().fiscal_sign! }), 'INTEGER PRIMARY KEY', true],
  [
    'what is in nearly all of a storage',
    () => ({ storageId: storageIds[1], text: 'слобода' }),
    'INTEGER PRIMARY KEY',
    false,
  ],
  [
    'a number of one of several storages',
    () => ({ storageIds: [storageIds[1]], text: '17' }),
    'INTEGER PRIMARY KEY',
    true,
  ],
  ['goods that are in few', () => ({ text: 'батарейки щелочные' }), 'INTEGER PRIMARY KEY', true],
  ['what is in nearly all', () => ({ text: 'слобода' }), 'document_row_by_time', false],
  [
    'the last unsent of a cashier',
    () => ({ sent: 'unsent', cashiers: ['Кассир 1'], sumFrom: 1 }),
    'document_row_unsent',
    false,
  ],
]

describe('the first page of', () => {
  test.each(cases)('%s is found by an index', (_what, filterFor, index, mayOrder) => {
    const { plan } = planOf(database, filterFor())
    const steps = database.connection
      .prepare(`EXPLAIN QUERY PLAN SELECT document_id FROM ${plan.from} ${plan.where} ORDER BY ${plan.order} LIMIT 100`)
      .all(...plan.parameters) as { detail: string }[]
    const details = steps.map(({ detail }) => detail)
    const table = details.find((detail) => /\bdocument_row\b/u.test(detail)) ?? ''
    expect(table).toContain(index)
    expect(details.some((detail) => detail.startsWith('USE TEMP B-TREE'))).toBe(mayOrder)
    // Walked from its end may be the list of everything, which stops with the page, and an index of nothing but what is asked.
    const walked = ['document_row_by_time', 'document_row_unsent', 'document_row_imported', 'document_row_rare_payment']
    if (table.startsWith('SCAN')) expect(walked).toContain(index)
  })

  test.each(cases)('%s is the same that SQL finds row by row, and so are all others', (_what, filterFor) => {
    const filter = filterFor()
    const ids = (offset: number, limit: number) =>
      documentQueryOperations['documents.query'](database, { filter, offset, limit })
    const { total } = ids(0, 1)
    const { plan } = planOf(database, filter)
    database.found = plan.found ?? database.found
    const expected = database.connection
      .prepare(`SELECT document_id FROM document_row NOT INDEXED ${plan.where} ORDER BY ${plan.order}`)
      .pluck()
      .all(...plan.parameters) as number[]
    expect(total).toBe(expected.length)
    for (const offset of [0, 150, Math.floor(total / 2) + 1, total - 100, total - 3, total]) {
      if (offset < 0) continue
      const { rows } = ids(offset, 100)
      expect(rows.map((row) => row.document_id)).toEqual(expected.slice(offset, offset + 100))
    }
    const passed: number[] = []
    for (let afterId = 0; ;) {
      const rows = documentQueryOperations['documents.page'](database, { filter, afterId, limit: 700 })
      passed.push(...rows.map((row) => row.document_id))
      afterId = rows.at(-1)?.document_id ?? afterId
      if (rows.length < 700) break
    }
    expect(passed).toEqual(expected.toSorted((one, other) => one - other))
  })

  test.each(cases)('%s, passed over as a whole, sorts few documents or none for each page', (_what, filterFor) => {
    const { pass } = planOf(database, filterFor()).plan
    const glue = pass.where === '' ? 'WHERE' : `${pass.where} AND`
    const steps = database.connection
      .prepare(`EXPLAIN QUERY PLAN SELECT * FROM ${pass.from} ${glue} document_id > 0 ORDER BY document_id LIMIT 500`)
      .all(...pass.parameters) as { detail: string }[]
    if (steps.some(({ detail }) => detail.startsWith('USE TEMP B-TREE')))
      expect(aggregate<{ count: number }>(database, pass, 'count(*) AS count')[0]!.count).toBeLessThanOrEqual(4_000)
  })
})

describe('the tally', () => {
  test('counts what counting the rows would', () => {
    const fromRows = (filter: DocumentFilter) =>
      aggregate<{ count: number }>(database, scanFor(database, filter), 'count(*) AS count')[0]!.count
    const filters: DocumentFilter[] = [
      ...cases.map(([, filterFor]) => filterFor()),
      { from: '2026-07-13T12:00', to: '2026-10-02T15:30' },
      { from: '2026-08-13T12:00', to: '2026-08-13T18:00' },
      { from: '2026-08-01T00:00', to: '2026-08-31T23:59', kinds: ['receipt'], payments: ['cash', 'cashless'] },
      { to: '2026-09-31T23:59', cashiers: ['Кассир 1'], storageId: storageIds[0] },
    ]
    for (const filter of filters) {
      const count = groupsOf(database, filter).reduce((sum, group) => sum + group.count, 0)
      expect(count, JSON.stringify(filter)).toBe(fromRows(filter))
    }
    expect(filters.filter(isKnownToTally).length).toBeGreaterThan(15)
  })

  test('adds up shifts and days as adding up the rows would', () => {
    const filters: DocumentFilter[] = [
      {},
      { storageId: storageIds[0], shiftFrom: 3, shiftTo: 20 },
      { from: '2026-08-13T00:00', to: '2026-09-02T23:59', payments: ['cash'] },
      { cashiers: ['Кассир 1'], sent: 'sent', kinds: ['receipt'] },
      { operations: [2], storageIds: [storageIds[1]] },
      { sent: 'unsent' },
    ]
    for (const filter of filters)
      for (const by of ['shift', 'day'] as const)
        for (const offset of [0, 5]) {
          const input = { by, offset, limit: 20 }
          const fromCells = totalsOperations['documents.totalsBy'](database, { ...input, filter })
          // A word that everything has makes the host look at the rows.
          const fromRows = totalsOperations['documents.totalsBy'](database, {
            ...input,
            filter: { ...filter, text: 'кассир' },
          })
          expect(periodsOfCells(database, { ...input, filter })).toEqual(fromCells)
          expect(fromCells).toEqual(fromRows)
          expect(fromCells.total).toBeGreaterThan(0)
        }
    expect(
      periodsOfCells(database, { filter: { from: '2026-05-13T00:01' }, by: 'day', offset: 0, limit: 1 }),
    ).toBeUndefined()
  })

  test('follows a document that becomes another', () => {
    const storageId = '9999078900000003'
    const fixed = (confirmed: number) => Uint8Array.of(5, confirmed, 26, 11, 23, 12, 30, 1, 0, 0, 0, 1, 2, 3, 4, 1, 0)
    const append = (number: number, confirmed: number) =>
      documentOperations['documents.append'](database, {
        storageId,
        readAt: '2026-11-23T09:00:00.000Z',
        documents: [{ number, fixed: fixed(confirmed) }],
        absent: [],
      })
    const cells = () =>
      database.connection
        .prepare(
          'SELECT kind, confirmed, count FROM document_tally JOIN storage_key USING (storage_key) WHERE storage_id = ? ORDER BY confirmed',
        )
        .all(storageId)
    append(1, 0)
    append(2, 0)
    expect(cells()).toEqual([{ kind: 5, confirmed: 0, count: 2 }])
    append(1, 1)
    expect(cells()).toEqual([
      { kind: 5, confirmed: 0, count: 1 },
      { kind: 5, confirmed: 1, count: 1 },
    ])
    expect(documentOperations['documents.believeSent'](database, { storageId, before: 3 })).toEqual({ changed: 1 })
    expect(cells()).toEqual([{ kind: 5, confirmed: 1, count: 2 }])
  })
})
