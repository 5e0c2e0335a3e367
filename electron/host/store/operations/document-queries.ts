import type { DocumentKind } from '../../../../native/codecs/ffd/index.ts'
import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { documentIdOf, idsOfStorage, kindOf, numberOf, signOf, storageKeyOf, timeOf } from '../document-form.ts'
import { findStorageKey, storageKeys, textOf } from './dictionaries.ts'
import type { Plan } from './document-plan.ts'

export interface StoredRow {
  readonly document_id: number
  readonly storage_id: string
  readonly number: number
  readonly kind: DocumentKind
  readonly time: string | null
  readonly shift_number: number | null
  readonly receipt_number: number | null
  readonly operation: number | null
  readonly sum: number | null
  readonly cash: number | null
  readonly cashless: number | null
  readonly prepayment: number | null
  readonly credit: number | null
  readonly consideration: number | null
  readonly cashier: string | null
  readonly fiscal_sign: string | null
  readonly taxpayer_number: string | null
  readonly registration_number: string | null
  readonly item_count: number
  readonly first_item: string | null
  readonly confirmed: number
  readonly complete: number
  readonly imported: number
  readonly finding_count: number
}

/** A row as the table has it. */
type TableRow = Omit<
  StoredRow,
  | 'storage_id'
  | 'number'
  | 'kind'
  | 'time'
  | 'cashier'
  | 'fiscal_sign'
  | 'taxpayer_number'
  | 'registration_number'
  | 'first_item'
> & {
  readonly kind: number
  readonly time: number | null
  readonly has_seconds: number
  readonly cashier: number | null
  readonly fiscal_sign: number | string | null
  readonly taxpayer_number: number | null
  readonly registration_number: number | null
  readonly first_item: number | null
}

const columns = `document_id, kind, time, has_seconds, shift_number, receipt_number, operation, sum, cash, cashless, prepayment,
  credit, consideration, cashier, fiscal_sign, taxpayer_number, registration_number, item_count, first_item, confirmed,
  complete, imported, finding_count`

export const documentQueryOperations = {
  /** Rows newest first. The page is found by an index alone; only its rows are read whole. */
  'documents.query': (
    database: SqliteDatabase,
    input: { filter: DocumentFilter; offset: number; limit: number },
  ): { total: number; rows: StoredRow[] } => {
    const { plan, total } = database.results.of(database, input.filter)
    const limit = Math.min(input.limit, total - input.offset)
    return { total, rows: limit > 0 ? pageOf(database, plan, total, input.offset, limit) : [] }
  },

  /** Rows by rising id, for passing over all of them in pages. */
  'documents.page': (
    database: SqliteDatabase,
    input: { filter: DocumentFilter; afterId: number; limit: number },
  ): StoredRow[] => {
    const { plan } = database.results.of(database, input.filter)
    const { from, where, parameters, found } = plan.pass
    database.found = found ?? database.found
    const rows = database
      .prepared(
        `SELECT ${columns} FROM ${from} ${where === '' ? 'WHERE' : `${where} AND`} document_id > ? ORDER BY document_id LIMIT ?`,
      )
      .all(...parameters, input.afterId, input.limit) as TableRow[]
    return rows.map((row) => toStored(database, row))
  },

  'documents.byNumber': (
    database: SqliteDatabase,
    input: { storageId: string; number: number },
  ): { document_id: number } | undefined => {
    const key = findStorageKey(database, input.storageId)
    if (key === undefined) return undefined
    return database
      .prepared('SELECT document_id FROM document_row WHERE document_id = ?')
      .get(documentIdOf(key, input.number)) as { document_id: number } | undefined
  },

  'documents.row': (database: SqliteDatabase, input: { documentId: number }): StoredRow | undefined =>
    rowOf(database, input.documentId),
}

export function rowOf(database: SqliteDatabase, documentId: number): StoredRow | undefined {
  const row = database.prepared(`SELECT ${columns} FROM document_row WHERE document_id = ?`).get(documentId)
  return row === undefined ? undefined : toStored(database, row as TableRow)
}

/** Up to here the rows themselves are walked; beyond, an index alone leads to the page, and only its rows are read. */
const shallow = 300

/** A page is walked to from the end that is nearer. */
function pageOf(database: SqliteDatabase, plan: Plan, total: number, offset: number, limit: number): StoredRow[] {
  if (plan.denseUpTo !== undefined) {
    const last = plan.denseUpTo - offset
    return read(database, 'document_row WHERE document_id BETWEEN ? AND ? ORDER BY document_id DESC', [
      last - limit + 1,
      last,
    ])
  }
  database.found = plan.found ?? database.found
  const backwards = offset > total / 2
  const order = backwards ? plan.order.replaceAll('DESC', 'ASC') : plan.order
  const skipped = backwards ? total - offset - limit : offset
  const found = `${plan.from} ${plan.where} ORDER BY ${order} LIMIT ? OFFSET ?`
  const parameters = [...plan.parameters, limit, skipped]
  if (skipped > shallow)
    return read(
      database,
      `document_row WHERE document_id IN (SELECT document_id FROM ${found}) ORDER BY ${plan.order}`,
      parameters,
    )
  const rows = read(database, found, parameters)
  return backwards ? rows.reverse() : rows
}

function read(database: SqliteDatabase, from: string, parameters: readonly unknown[]): StoredRow[] {
  const rows = database.prepared(`SELECT ${columns} FROM ${from}`).all(...parameters) as TableRow[]
  return rows.map((row) => toStored(database, row))
}

/** Rows of one storage by rising number. */
export function rowsByNumber(database: SqliteDatabase, storageId: string, from: number, limit: number): StoredRow[] {
  const key = findStorageKey(database, storageId)
  if (key === undefined) return []
  const [first, last] = idsOfStorage(key)
  return read(database, 'document_row WHERE document_id BETWEEN ? AND ? ORDER BY document_id LIMIT ?', [
    Math.min(first + from, last + 1),
    last,
    limit,
  ])
}

function toStored(database: SqliteDatabase, row: TableRow): StoredRow {
  return {
    document_id: row.document_id,
    storage_id: storageIdOf(database, storageKeyOf(row.document_id)),
    number: numberOf(row.document_id),
    kind: kindOf(row.kind),
    time: row.time === null ? null : timeOf(row.time, row.has_seconds !== 0),
    shift_number: row.shift_number,
    receipt_number: row.receipt_number,
    operation: row.operation,
    sum: row.sum,
    cash: row.cash,
    cashless: row.cashless,
    prepayment: row.prepayment,
    credit: row.credit,
    consideration: row.consideration,
    cashier: textOf(database, row.cashier),
    fiscal_sign: signOf(row.fiscal_sign),
    taxpayer_number: textOf(database, row.taxpayer_number),
    registration_number: textOf(database, row.registration_number),
    item_count: row.item_count,
    first_item: textOf(database, row.first_item),
    confirmed: row.confirmed,
    complete: row.complete,
    imported: row.imported,
    finding_count: row.finding_count,
  }
}

function storageIdOf(database: SqliteDatabase, key: number): string {
  const { storageIds } = database.memory
  const known = storageIds.get(key)
  if (known !== undefined) return known
  for (const { storage_key, storage_id } of storageKeys(database)) storageIds.set(storage_key, storage_id)
  return storageIds.get(key) ?? ''
}
