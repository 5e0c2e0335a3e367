import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { idsOfStorage } from '../document-form.ts'
import type { DocumentSet } from '../document-set.ts'
import { isKnownToTally, spanOf, type Span } from './document-groups.ts'
import { conditionsOf, type Clause, type Conditions, type Way } from './document-filter.ts'

/**
 * What finds fewer documents than this is put in order after it was found; of what finds more, the page is met soon enough by
 * walking an index that has the order already.
 */
const fewDocuments = 4_000

/** What finds all documents of a filter. */
export interface Scan {
  /** Table with the index that leads. */
  readonly from: string
  readonly where: string
  readonly parameters: readonly unknown[]
  /** Members of `found(…)`, where the condition asks for it. */
  readonly found: DocumentSet | undefined
}

/** How they are found in their order. */
export interface Plan extends Scan {
  /** Newest first; `ASC` in the place of `DESC` reads it backwards. */
  readonly order: string
  /** The same documents by rising id, for passing over all of them in pages. */
  readonly pass: Scan
  /** Every number from the first to this id is there, and nothing else was asked. */
  readonly denseUpTo: number | undefined
}

const newestFirst = 'time DESC, document_id DESC'
const byNumber = 'document_id DESC'
const byShift = 'shift_number DESC, document_id DESC'

/**
 * One storage's documents stand in the order of their numbers, those of several in the order of time; where a period or
 * another condition has an index of its own, in the order of that.
 */
export function planOf(database: SqliteDatabase, filter: DocumentFilter): { plan: Plan; total: number } {
  const conditions = conditionsOf(database, filter)
  const { clauses, ways, found } = conditions
  const single = filter.storageId !== undefined
  if (!found && (single ? onlyStorages(conditions) : clauses.length === 0))
    return wholeLog(database, conditions, single)
  if (found && found.size <= fewDocuments) {
    const few = fromSet(found, clauses)
    const total = onlyStorages(conditions) ? found.size : countOf(database, few)
    return { plan: inOrder(few, single ? byNumber : newestFirst, few), total }
  }
  const order = orderOf(filter, ways, single)
  // One index that has the order needs no comparing with others.
  const [only] = ways.length === 1 && order === newestFirst ? ways.filter(({ ordered }) => ordered) : []
  const few = only ? undefined : fewest(database, conditions)
  const span = isKnownToTally(filter) ? spanOf(database, filter) : undefined
  const leading = few?.way ?? ways.find((way) => way.ordered && order === newestFirst) ?? within(span, order)
  const lead = assemble(leading?.index ?? walkOf(order), leading, clauses, found)
  const total = span?.count ?? few?.alone ?? (onlyStorages(conditions) ? found?.size : undefined)
  return {
    plan: inOrder(lead, order, few ? lead : assemble(undefined, undefined, clauses, found)),
    total: total ?? countOf(database, few ? lead : scanOf(conditions)),
  }
}

/** The stretch of time that has all a filter's documents: what lies beside it need not be walked through. */
function within(span: Span | undefined, order: string): Way | undefined {
  if (!span || span.timeless > 0 || span.time_from === null || order !== newestFirst) return undefined
  const clause = { sql: 'time BETWEEN ? AND ?', values: [span.time_from, span.time_to] }
  return { index: 'document_row_by_time', clause, ordered: true }
}

function inOrder(lead: Scan, order: string, pass: Scan): Plan {
  return { ...lead, order, pass, denseUpTo: undefined }
}

/** Whether nothing was asked but which storages, which what is found by text keeps to anyway. */
function onlyStorages({ clauses }: Conditions): boolean {
  return clauses.length === 0 || (clauses.length === 1 && (clauses[0] as Clause).sql.startsWith('(document_id BETWEEN'))
}

function wholeLog(
  database: SqliteDatabase,
  { clauses, storages }: Conditions,
  single: boolean,
): { plan: Plan; total: number } {
  const total = storages.reduce((sum, { document_count }) => sum + document_count, 0)
  const order = single ? byNumber : newestFirst
  const plan = inOrder(
    assemble(walkOf(order), undefined, clauses, undefined),
    order,
    assemble(undefined, undefined, clauses, undefined),
  )
  const [storage] = storages
  if (!single || !storage || total === 0) return { plan, total }
  const [first, last] = idsOfStorage(storage.storage_key)
  const ends = database
    .prepared(
      `SELECT (SELECT document_id FROM document_row WHERE document_id >= ? ORDER BY document_id LIMIT 1) AS first,
         (SELECT document_id FROM document_row WHERE document_id <= ? ORDER BY document_id DESC LIMIT 1) AS last`,
    )
    .get(first, last) as { first: number; last: number }
  return { plan: { ...plan, denseUpTo: ends.last - ends.first + 1 === total ? ends.last : undefined }, total }
}

function orderOf(filter: DocumentFilter, ways: readonly Way[], single: boolean): string {
  if (!single || ways.some(({ ordered }) => ordered)) return newestFirst
  return ways.some(({ index }) => index === 'document_row_by_shift') ? byShift : byNumber
}

/** Index that has an order; the rows themselves stand by number. */
function walkOf(order: string): string | undefined {
  if (order === byNumber) return undefined
  return order === byShift ? 'document_row_by_shift' : 'document_row_by_time'
}

/** The index that finds fewest, if any finds few. `alone` is how many, where nothing else was asked. */
function fewest(
  database: SqliteDatabase,
  { ways, clauses, found }: Conditions,
): { way: Way; found: undefined; alone: number | undefined } | undefined {
  let [best, least]: [Way | undefined, number] = [undefined, fewDocuments]
  for (const way of ways) {
    const { count } = database
      .prepared(
        `SELECT count(*) AS count FROM (SELECT 1 FROM document_row INDEXED BY ${way.index} WHERE ${way.clause.sql} LIMIT ?)`,
      )
      .get(...way.clause.values, least + 1) as { count: number }
    if (count <= least) [best, least] = [way, count]
  }
  return best && { way: best, found: undefined, alone: clauses.length === 1 && !found ? least : undefined }
}

function fromSet(found: DocumentSet, clauses: readonly Clause[]): Scan {
  const ids: Clause = {
    sql: 'document_id IN (SELECT value FROM json_each(?))',
    values: [JSON.stringify([...found.ids()])],
  }
  return assemble(undefined, undefined, [ids, ...clauses], undefined)
}

function assemble(
  index: string | undefined,
  leading: Way | undefined,
  clauses: readonly Clause[],
  found: DocumentSet | undefined,
): Scan {
  const all = [...(leading ? [leading.clause] : []), ...clauses]
  const sql = [...all.map((clause) => clause.sql), ...(found ? ['found(document_id)'] : [])]
  return {
    from: `document_row ${index ? `INDEXED BY ${index}` : 'NOT INDEXED'}`,
    where: sql.length === 0 ? '' : `WHERE ${sql.join(' AND ')}`,
    parameters: all.flatMap(({ values }) => values),
    found,
  }
}

function countOf(database: SqliteDatabase, scan: Scan): number {
  return aggregate<{ count: number }>(database, scan, 'count(*) AS count')[0]?.count ?? 0
}

/** All documents of a filter: by an index that finds few, or that alone can tell; else row by row. */
export function scanFor(database: SqliteDatabase, filter: DocumentFilter): Scan {
  const conditions = conditionsOf(database, filter)
  const { clauses, found } = conditions
  if (found && found.size <= fewDocuments) return fromSet(found, clauses)
  const few = fewest(database, conditions)
  return few ? assemble(few.way.index, few.way, clauses, found) : scanOf(conditions)
}

function scanOf({ clauses, ways, found, storages }: Conditions): Scan {
  const [way] = ways
  if (way && clauses.length === 1 && !found) return assemble(way.index, way, clauses, found)
  const all = storages.reduce((sum, { document_count }) => sum + document_count, 0)
  return found && found.size * 3 < all ? fromSet(found, clauses) : assemble(undefined, undefined, clauses, found)
}

export function aggregate<T>(database: SqliteDatabase, scan: Scan, columns: string, rest = ''): T[] {
  database.found = scan.found ?? database.found
  return database.prepared(`SELECT ${columns} FROM ${scan.from} ${scan.where} ${rest}`).all(...scan.parameters) as T[]
}
