import BetterSqlite3 from 'better-sqlite3'
import type { DocumentFilter } from '../../electron/contract/fiscal-log.ts'
import { openStoreInThread, type Store } from '../../electron/host/store/store.ts'
import { inMilliseconds, type Measure } from './report.ts'

const pageSize = 100
const runs = 5
/** The first jump into a long list finds the order of all its documents; those after it do not. */
const firstJump = 'last page, first jump,'
const once: ReadonlySet<string> = new Set([firstJump])

/** Pages, filters and searches of a long log through the store against the shortest SQL that answers the same, run bare. */
export async function measureQueries(path: string): Promise<Measure[]> {
  const store = openStoreInThread(path)
  const bare = new BetterSqlite3(path, { readonly: true })
  const { total } = await store.run('documents.query', { filter: {}, offset: 0, limit: 1 })
  const cases: readonly [string, DocumentFilter, number, string, unknown[]][] = [
    ['first page', {}, 0, 'SELECT * FROM document ORDER BY time DESC, number DESC LIMIT 100', []],
    [firstJump, {}, total - pageSize, 'SELECT * FROM document ORDER BY time, number LIMIT 100', []],
    ['last page', {}, total - pageSize, 'SELECT * FROM document ORDER BY time, number LIMIT 100', []],
    [
      'filter by kind',
      { kinds: ['shift-closing'] },
      0,
      "SELECT * FROM document WHERE kind = 'shift-closing' ORDER BY time DESC, number DESC LIMIT 100",
      [],
    ],
    ...(await searches(store)),
  ]
  const measures: Measure[] = []
  for (const [what, filter, offset, sql, parameters] of cases) {
    const measured = await best(
      () => store.run('documents.query', { filter, offset, limit: pageSize }),
      once.has(what) ? 1 : runs,
    )
    const statement = bare.prepare(sql)
    const floor = await best(async () => void statement.all(...parameters))
    measures.push({
      what: `${what} of ${total}`,
      measured: inMilliseconds(measured),
      floor: inMilliseconds(floor),
      ratio: measured / floor,
      aim: '≤ 3',
    })
  }
  bare.close()
  await store.close()
  return measures
}

/** A sign is found once, a name of goods often. */
async function searches(store: Store): Promise<[string, DocumentFilter, number, string, unknown[]][]> {
  const { rows } = await store.run('documents.query', { filter: { kinds: ['receipt'] }, offset: 500, limit: 1 })
  const sign = rows[0]?.fiscal_sign ?? ''
  const word = rows[0]?.first_item?.split(' ')[0]?.toLowerCase() ?? ''
  const order = 'ORDER BY time DESC, number DESC LIMIT 100'
  const bySql = `SELECT * FROM document WHERE document_id IN (
    SELECT document_id FROM document_phrase WHERE phrase_id IN (SELECT rowid FROM phrase_search WHERE phrase_search MATCH ?)
  ) ${order}`
  return [
    ['search for a sign', { text: sign }, 0, `SELECT * FROM document WHERE fiscal_sign = ? ${order}`, [sign]],
    [`search for goods`, { text: word }, 0, bySql, [`"${word}"`]],
  ]
}

async function best(work: () => Promise<unknown>, times = runs): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY
  for (let run = 0; run < times; run++) {
    const start = performance.now()
    await work()
    shortest = Math.min(shortest, performance.now() - start)
  }
  return shortest
}
