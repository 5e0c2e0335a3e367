import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import { foldText } from '../../fiscal-log/derive/fold-text.ts'
import type { SqliteDatabase } from '../database.ts'
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

const columns = `document_id, storage_id, number, kind, time, shift_number, receipt_number, operation, sum, cash, cashless,
  cashier, fiscal_sign, taxpayer_number, registration_number, item_count, first_item, confirmed, complete, imported, finding_count`

/** More words than anybody types; each costs a pass over an index. */
const mostWords = 12

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

function conditions(filter: DocumentFilter): { where: string; parameters: unknown[] } {
  const clauses: string[] = []
  const parameters: unknown[] = []
  const add = (clause: string, ...values: unknown[]) => {
    clauses.push(clause)
    parameters.push(...values)
  }
  const oneOf = (column: string, values: readonly unknown[]) =>
    add(`${column} IN (${values.map(() => '?').join(', ')})`, ...values)
  if (filter.storageId !== undefined) add('storage_id = ?', filter.storageId)
  if (filter.kinds && filter.kinds.length > 0) oneOf('kind', filter.kinds)
  if (filter.operations && filter.operations.length > 0) oneOf('operation', filter.operations)
  if (filter.from !== undefined) add('time >= ?', filter.from)
  if (filter.to !== undefined) add('time <= ?', filter.to.length === 16 ? `${filter.to}:59` : filter.to)
  if (filter.shiftNumber !== undefined) add('shift_number = ?', filter.shiftNumber)
  if (filter.unsentOnly) add('confirmed = 0')
  if (filter.findingRule !== undefined) {
    add(
      '(storage_id, number) IN (SELECT storage_id, number FROM finding WHERE rule = ? AND number IS NOT NULL)',
      filter.findingRule,
    )
  }
  for (const word of wordsOf(filter.text)) addWord(word, add)
  return { where: clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`, parameters }
}

/** A trigram index knows nothing shorter than three characters: shorter words are looked for in the phrases themselves. */
function addWord(word: string, add: (clause: string, ...values: unknown[]) => void): void {
  const phrases =
    [...word].length < 3
      ? {
          sql: "SELECT phrase_id FROM phrase WHERE text LIKE ? ESCAPE '\\'",
          value: `%${word.replace(/[\\%_]/gu, '\\$&')}%`,
        }
      : {
          sql: 'SELECT rowid FROM phrase_search WHERE phrase_search MATCH ?',
          value: `"${word.replaceAll('"', '""')}"`,
        }
  const places = [`SELECT document_id FROM document_phrase WHERE phrase_id IN (${phrases.sql})`]
  const values: unknown[] = [phrases.value]
  if (/^\d{1,10}$/u.test(word)) {
    places.push(
      'SELECT document_id FROM document WHERE number = ? AND storage_id IN (SELECT storage_id FROM chain_head)',
    )
    places.push('SELECT document_id FROM document WHERE fiscal_sign >= ? AND fiscal_sign < ?')
    // «:» follows the nine: everything that begins with these digits.
    values.push(Number(word), word, `${word}:`)
  }
  const sums = sumsOf(word)
  if (sums) {
    places.push('SELECT document_id FROM document WHERE sum BETWEEN ? AND ?')
    values.push(...sums)
  }
  add(`document_id IN (${places.join(' UNION ALL ')})`, ...values)
}

/** Kopecks that begin like the word: `12` is 12.00…12.99, `12.3` is 12.30…12.39. */
function sumsOf(word: string): [number, number] | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/u.exec(word)
  if (!match) return undefined
  const [, roubles = '', kopecks = ''] = match
  return [Number(roubles + kopecks.padEnd(2, '0')), Number(roubles + kopecks.padEnd(2, '9'))]
}

/** «1 234,56» is one word and stands in the texts as 1234.56; everything else is split at spaces. */
function wordsOf(text: string | undefined): string[] {
  const folded = foldText(text ?? '')
  if (folded === '') return []
  if (/^\d{1,3}(?: \d{3})*[.,]\d{1,2}$/u.test(folded)) return [folded.replaceAll(' ', '').replace(',', '.')]
  return folded
    .split(' ')
    .slice(0, mostWords)
    .map((word) => (/^\d+,\d{1,2}$/u.test(word) ? word.replace(',', '.') : word))
}
