import BetterSqlite3 from 'better-sqlite3'
import type { DocumentFilter } from '../../electron/contract/fiscal-log.ts'
import { openStoreInThread, type Store } from '../../electron/host/store/store.ts'
import { inMilliseconds, type Measure } from './report.ts'

const pageSize = 100
/** Short ones are asked until the engine has warmed up. */
const runs = { least: 5, most: 40, milliseconds: 300 }
/** More lists than the store remembers: asked in between, they make it count anew. */
const otherFilters: readonly DocumentFilter[] = Array.from({ length: 6 }, (_, index) => ({
  storageId: `none-${index}`,
}))
const newestFirst = 'ORDER BY time DESC, document_id DESC LIMIT 100'
const aim = '≤ 3'

interface Case {
  readonly what: string
  readonly filter: DocumentFilter
  readonly offset?: number
  /** The shortest SQL that answers the same page and counts nothing. */
  readonly sql: string
  readonly parameters?: readonly unknown[]
  /** A second statement, where one cannot answer it. */
  readonly alsoSql?: string
}

/**
 * Pages, filters and searches of a long log through the store, against the shortest SQL for the same rows, run bare. Asked
 * anew, the store counts what the filter finds; asked again, as a list does that is scrolled, it knows the count.
 */
export async function measureQueries(path: string): Promise<Measure[]> {
  const store = openStoreInThread(path)
  const bare = new BetterSqlite3(path, { readonly: true })
  bare.pragma('cache_size = -65536')
  const { total } = await store.run('documents.query', { filter: {}, offset: 0, limit: 1 })
  const measures: Measure[] = []
  for (const { what, filter, offset = 0, sql, parameters = [], alsoSql } of await casesFor(store, bare, total)) {
    const ask = () => store.run('documents.query', { filter, offset, limit: pageSize })
    const { total: found } = await ask()
    const again = await best(ask)
    const anew = await best(ask, async () => {
      for (const other of otherFilters) await store.run('documents.query', { filter: other, offset: 0, limit: 1 })
    })
    const statement = bare.prepare(sql)
    const second = alsoSql === undefined ? undefined : bare.prepare(alsoSql)
    const floor = await best(async () => void (statement.all(...parameters), second?.all()))
    const line = { floor: inMilliseconds(floor), aim }
    measures.push(
      { what: `${what}: ${found} of ${total}`, measured: inMilliseconds(again), ratio: again / floor, ...line },
      { what: '  with the count of all', measured: inMilliseconds(anew), ratio: anew / floor, ...line },
    )
  }
  measures.push(...(await measureSums(store, bare, total)))
  bare.close()
  await store.close()
  return measures
}

/** What a filter can be narrowed to, and totals by shift, against one pass of SQL over all rows. */
async function measureSums(store: Store, bare: BetterSqlite3.Database, total: number): Promise<Measure[]> {
  const pass = bare.prepare('SELECT kind, cashier, count(*), sum(sum) FROM document_row GROUP BY kind, cashier')
  const floor = await best(async () => void pass.all())
  const measure = async (what: string, ask: () => Promise<unknown>): Promise<Measure> => {
    const measured = await best(ask)
    return {
      what: `${what} of ${total}`,
      measured: inMilliseconds(measured),
      floor: inMilliseconds(floor),
      ratio: measured / floor,
      aim: '',
    }
  }
  return [
    await measure('facets', () => store.run('documents.facets', { filter: {} })),
    await measure('facets of a kind', () => store.run('documents.facets', { filter: { kinds: ['shift-closing'] } })),
    await measure('totals by shift', () =>
      store.run('documents.totalsBy', { filter: {}, by: 'shift', offset: 0, limit: 100 }),
    ),
    await measure('totals by day', () =>
      store.run('documents.totalsBy', { filter: {}, by: 'day', offset: 0, limit: 100 }),
    ),
  ]
}

async function casesFor(store: Store, bare: BetterSqlite3.Database, total: number): Promise<Case[]> {
  const { rows } = await store.run('documents.query', { filter: { kinds: ['receipt'] }, offset: 500, limit: 1 })
  const [row] = rows
  if (
    !row?.fiscal_sign ||
    !row.first_item ||
    !row.cashier ||
    !row.time ||
    row.sum === null ||
    row.shift_number === null
  )
    throw new Error('no whole receipt')
  const { storage_id: storageId, shift_number: shift, sum, time, cashier } = row
  const key = Math.floor(row.document_id / 2 ** 32)
  const day = time.slice(0, 10)
  const seconds = Date.parse(`${day}T00:00:00Z`) / 1000
  const word = row.first_item.split(' ')[0]?.toLowerCase() ?? ''
  const cashierId = bare.prepare('SELECT text_id FROM text_value WHERE text = ?').pluck().get(cashier)
  const blocks = bare.prepare('SELECT DISTINCT document_id >> 12 FROM document_row').pluck().all()
  const inBlocks = `document_id >> 12 IN (${blocks.join(', ')})`
  const { storages } = await store.run('documents.facets', { filter: {} })
  const someStorages = storages.slice(0, 5).map(({ value }) => value)
  const ranges = bare
    .prepare(`SELECT storage_key FROM storage_key WHERE storage_id IN (${someStorages.map(() => '?').join(', ')})`)
    .pluck()
    .all(...someStorages)
    .map((other) => `document_id BETWEEN ${other} * 4294967296 AND ${other} * 4294967296 + 4294967295`)
  const found = `SELECT * FROM document_row WHERE`
  return [
    { what: 'first page', filter: {}, sql: `SELECT * FROM document_row ${newestFirst}` },
    {
      what: 'page in the middle',
      filter: {},
      offset: Math.floor(total / 2),
      sql: `SELECT * FROM document_row ${newestFirst} OFFSET ${Math.floor(total / 2)}`,
    },
    {
      what: 'last page',
      filter: {},
      offset: total - pageSize,
      sql: 'SELECT * FROM document_row ORDER BY time, document_id LIMIT 100',
    },
    {
      what: 'one storage',
      filter: { storageId },
      sql: `${found} document_id BETWEEN ${key} * 4294967296 AND ${key} * 4294967296 + 4294967295 ORDER BY document_id DESC LIMIT 100`,
    },
    {
      what: 'five storages',
      filter: { storageIds: someStorages },
      sql: `SELECT * FROM document_row INDEXED BY document_row_by_time WHERE (${ranges.join(' OR ')}) ${newestFirst}`,
    },
    { what: 'kind', filter: { kinds: ['shift-closing'] }, sql: `${found} kind = 5 AND kind <> 3 ${newestFirst}` },
    { what: 'kind, receipts', filter: { kinds: ['receipt'] }, sql: `${found} +kind = 3 ${newestFirst}` },
    {
      what: 'cashier',
      filter: { cashiers: [cashier] },
      sql: `${found} cashier = ? ${newestFirst}`,
      parameters: [cashierId],
    },
    { what: 'payment, cash', filter: { payments: ['cash'] }, sql: `${found} cash > 0 ${newestFirst}` },
    { what: 'unsent', filter: { sent: 'unsent' }, sql: `${found} confirmed = 0 ${newestFirst}` },
    {
      what: 'shift of a storage',
      filter: { storageId, shiftNumber: shift },
      sql: `${found} shift_number = ? AND document_id BETWEEN ${key} * 4294967296 AND ${key} * 4294967296 + 4294967295 ORDER BY document_id DESC LIMIT 100`,
      parameters: [shift],
    },
    {
      what: 'day',
      filter: { from: `${day}T00:00`, to: `${day}T23:59` },
      sql: `${found} time BETWEEN ? AND ? ${newestFirst}`,
      parameters: [seconds, seconds + 86_399],
    },
    {
      what: 'sum, exactly',
      filter: { sumFrom: sum, sumTo: sum },
      sql: `${found} ${inBlocks} AND sum = ? ${newestFirst}`,
      parameters: [sum],
    },
    {
      what: 'sum, a wide range',
      filter: { sumFrom: 10_000, sumTo: 100_000 },
      sql: `${found} +sum BETWEEN 10000 AND 100000 ${newestFirst}`,
    },
    {
      what: 'search for a sign',
      filter: { text: row.fiscal_sign },
      sql: `${found} ${inBlocks} AND fiscal_sign = ? ${newestFirst}`,
      parameters: [Number(row.fiscal_sign)],
    },
    {
      what: 'search for a number',
      filter: { text: String(row.number) },
      sql: `${found} document_id IN (SELECT storage_key * 4294967296 + ? FROM storage_key) ${newestFirst}`,
      parameters: [row.number],
    },
    {
      what: 'search for goods',
      filter: { text: word },
      sql: `SELECT block, documents FROM phrase_block WHERE phrase_id IN (SELECT rowid FROM phrase_search WHERE phrase_search MATCH ?)`,
      parameters: [`"${word}"`],
      alsoSql: `SELECT * FROM document_row ${newestFirst}`,
    },
    {
      what: 'goods, receipts of a cashier',
      filter: { text: word, cashiers: [cashier], kinds: ['receipt'] },
      sql: `${found} cashier = ? AND +kind = 3 ${newestFirst}`,
      parameters: [cashierId],
    },
  ]
}

/** Shortest of several runs, in milliseconds; `before` is not counted. */
async function best(work: () => Promise<unknown>, before?: () => Promise<unknown>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY
  let spent = 0
  for (let run = 0; run < runs.least || (run < runs.most && spent < runs.milliseconds); run++) {
    await before?.()
    const start = performance.now()
    await work()
    const taken = performance.now() - start
    shortest = Math.min(shortest, taken)
    spent += taken
  }
  return shortest
}
