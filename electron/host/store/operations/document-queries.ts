import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { conditions } from './document-filter.ts'
import { shallow } from './result-pages.ts'

export interface StoredRow {
  readonly document_id: number
  readonly storage_id: string
  readonly number: number
  readonly kind: string
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

const columns = `document_id, storage_id, number, kind, time, shift_number, receipt_number, operation, sum, cash, cashless, prepayment, credit,
  consideration, cashier, fiscal_sign, taxpayer_number, registration_number, item_count, first_item, confirmed, complete, imported, finding_count`

export const documentQueryOperations = {
  /** Rows newest first. The page is found by an index alone; only its rows are read whole. */
  'documents.query': (
    database: SqliteDatabase,
    input: { filter: DocumentFilter; offset: number; limit: number },
  ): { total: number; rows: StoredRow[] } => {
    const { where, parameters } = conditions(input.filter)
    const order = input.filter.storageId === undefined ? 'time DESC, number DESC' : 'number DESC'
    const list = database.results.of(database, JSON.stringify([where, parameters]), () => {
      const counted = database.prepared(`SELECT count(*) AS total FROM document ${where}`).get(...parameters)
      return (counted as { total: number }).total
    })
    if (input.offset > shallow) {
      list.ids ??= Uint32Array.from(
        database.connection
          .prepare(`SELECT document_id FROM document ${where} ORDER BY ${order}`)
          .pluck()
          .all(...parameters) as number[],
      )
      return { total: list.total, rows: rowsOf(database, list.ids.subarray(input.offset, input.offset + input.limit)) }
    }
    const rows = database
      .prepared(
        `SELECT ${columns} FROM document WHERE document_id IN (
           SELECT document_id FROM document ${where} ORDER BY ${order} LIMIT ? OFFSET ?
         ) ORDER BY ${order}`,
      )
      .all(...parameters, input.limit, input.offset) as StoredRow[]
    return { total: list.total, rows }
  },

  /** Rows by rising id, for passing over all of them in pages. */
  'documents.page': (
    database: SqliteDatabase,
    input: { filter: DocumentFilter; afterId: number; limit: number },
  ): StoredRow[] => {
    const { where, parameters } = conditions(input.filter)
    const glue = where === '' ? 'WHERE' : 'AND'
    return database
      .prepared(`SELECT ${columns} FROM document ${where} ${glue} document_id > ? ORDER BY document_id LIMIT ?`)
      .all(...parameters, input.afterId, input.limit) as StoredRow[]
  },

  'documents.byNumber': (
    database: SqliteDatabase,
    input: { storageId: string; number: number },
  ): { document_id: number } | undefined =>
    database
      .prepared('SELECT document_id FROM document WHERE storage_id = ? AND number = ?')
      .get(input.storageId, input.number) as { document_id: number } | undefined,

  'documents.row': (database: SqliteDatabase, input: { documentId: number }): StoredRow | undefined =>
    database.prepared(`SELECT ${columns} FROM document WHERE document_id = ?`).get(input.documentId) as
      StoredRow | undefined,
}

function rowsOf(database: SqliteDatabase, ids: Uint32Array): StoredRow[] {
  const row = database.prepared(`SELECT ${columns} FROM document WHERE document_id = ?`)
  return Array.from(ids, (id) => row.get(id) as StoredRow)
}
