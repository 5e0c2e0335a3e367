import { summariseDocument } from '../../../../native/codecs/ffd/index.ts'
import { toHexadecimal } from '../../../../native/codecs/hexadecimal.ts'
import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import { HostFailure } from '../../host-failure.ts'
import type { StoredRow } from '../../store/operations/document-queries.ts'
import { chooseParts } from '../derive/document-parts.ts'
import type { Store } from '../../store/store.ts'
import { money, readableTime } from '../paper.ts'
import { toRow } from '../document-detail.ts'
import { columns, type Column } from './columns.ts'
import { eachPage } from './pages.ts'

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
  const pieces: string[] = []
  let length = 0
  const count = await eachPage(store, filter, mostDocuments, async (rows, total) => {
    for (const row of rows) {
      const piece = format === 'csv' ? csvLine(row) : await jsonEntry(store, row)
      length += piece.length
      if (length > longestText)
        throw new HostFailure('host.too-many', { what: 'documents', count: total, most: pieces.length })
      pieces.push(piece)
    }
  })
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

const csvHead = columns.map(({ title }) => quote(title)).join(';')

function csvLine(row: StoredRow): string {
  return columns.map((column) => quote(cellText(column, row))).join(';')
}

function cellText(column: Column, row: StoredRow): string {
  switch (column.kind) {
    case 'digits':
      return asText(column.value(row) ?? '')
    case 'text':
      return safe(column.value(row) ?? '')
    case 'time': {
      const time = column.value(row)
      return time === null ? '' : readableTime(time)
    }
    case 'money':
      return amount(column.value(row))
    case 'number':
      return String(column.value(row) ?? '')
  }
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
