import { summariseDocument } from '../../../native/codecs/ffd/index.ts'
import { toHexadecimal } from '../../../native/codecs/hexadecimal.ts'
import type { DocumentFilter } from '../../contract/fiscal-log.ts'
import { HostFailure } from '../host-failure.ts'
import type { StoredRow } from '../store/operations/document-queries.ts'
import { chooseParts } from './derive/document-parts.ts'
import type { Store } from '../store/store.ts'
import { money, readableTime } from './paper.ts'
import { toRow } from './document-detail.ts'

const pageSize = 500
/** A file travels as one text; beyond this a narrower filter serves the person better. */
const mostDocuments = 200_000
const longestText = 256 * 1024 * 1024

export interface ExportedFile {
  readonly fileName: string
  readonly text: string
  readonly count: number
}

/** Documents as a file: JSON with goods and raw bytes for programs, CSV for spreadsheets. Throws `host.too-many`. */
export async function exportDocuments(
  store: Store,
  filter: DocumentFilter,
  format: 'json' | 'csv',
): Promise<ExportedFile> {
  const { total } = await store.run('documents.query', { filter, offset: 0, limit: 1 })
  if (total > mostDocuments)
    throw new HostFailure('host.too-many', { what: 'documents', count: total, most: mostDocuments })
  const pieces: string[] = []
  let [count, afterId, length] = [0, 0, 0]
  for (;;) {
    const rows = await store.run('documents.page', { filter, afterId, limit: pageSize })
    for (const row of rows) {
      const piece = format === 'csv' ? csvLine(row) : await jsonEntry(store, row)
      length += piece.length
      if (length > longestText) throw new HostFailure('host.too-many', { what: 'documents', count: total, most: count })
      pieces.push(piece)
    }
    count += rows.length
    afterId = rows.at(-1)?.document_id ?? afterId
    if (rows.length < pageSize) break
  }
  const name = `stykovka-${filter.storageId ?? 'log'}.${format}`
  if (format === 'json') return { fileName: name, text: `[\n${pieces.join(',\n')}\n]\n`, count }
  return { fileName: name, text: `\ufeff${[csvHead, ...pieces].join('\r\n')}\r\n`, count }
}

async function jsonEntry(store: Store, row: StoredRow): Promise<string> {
  const parts = await store.run('documents.parts', { storageId: row.storage_id, number: row.number })
  const { documentId: _id, findingCount: _count, firstItem: _item, ...fields } = toRow(row)
  return JSON.stringify({
    ...fields,
    taxpayerNumber: row.taxpayer_number ?? undefined,
    registrationNumber: row.registration_number ?? undefined,
    items: summariseDocument(chooseParts(parts)).items,
    parts: parts.map(({ part, bytes, read_at, hash, previous_hash }) => ({
      part,
      hex: toHexadecimal(bytes),
      readAt: read_at,
      hash,
      previousHash: previous_hash,
    })),
  })
}

const columns: readonly [string, (row: StoredRow) => string][] = [
  ['ФН', (row) => asText(row.storage_id)],
  ['ФД', (row) => String(row.number)],
  ['Вид', (row) => row.kind],
  ['Дата и время', (row) => (row.time ? readableTime(row.time) : '')],
  ['Смена', (row) => String(row.shift_number ?? '')],
  ['Чек', (row) => String(row.receipt_number ?? '')],
  ['Признак расчёта', (row) => String(row.operation ?? '')],
  ['Сумма', (row) => amount(row.sum)],
  ['Наличными', (row) => amount(row.cash)],
  ['Безналичными', (row) => amount(row.cashless)],
  ['Кассир', (row) => safe(row.cashier ?? '')],
  ['Первый товар', (row) => safe(row.first_item ?? '')],
  ['Позиций', (row) => String(row.item_count)],
  ['ФПД', (row) => (row.fiscal_sign ? asText(row.fiscal_sign) : '')],
  ['ИНН', (row) => (row.taxpayer_number ? asText(row.taxpayer_number.trim()) : '')],
  ['РН ККТ', (row) => (row.registration_number ? asText(row.registration_number.trim()) : '')],
  ['Передан', (row) => (row.confirmed ? 'да' : 'нет')],
]
const csvHead = columns.map(([title]) => quote(title)).join(';')

function csvLine(row: StoredRow): string {
  return columns.map(([, value]) => quote(value(row))).join(';')
}

function quote(value: string): string {
  return /[";\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** Spreadsheets cut long numbers to fifteen digits and drop leading zeros; a formula that yields a text they leave alone. */
function asText(digits: string): string {
  return /^\d+$/u.test(digits) ? `="${digits}"` : safe(digits)
}

/** A name that begins like a formula must not become one. */
function safe(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
}

function amount(kopecks: number | null): string {
  return kopecks === null ? '' : money(kopecks).replaceAll('\u00a0', '')
}
