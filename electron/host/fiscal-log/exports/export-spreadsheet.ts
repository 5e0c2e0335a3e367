import writeSpreadsheet, { type SheetData } from 'write-excel-file/node'
import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { StoredRow } from '../../store/operations/document-queries.ts'
import type { Store } from '../../store/store.ts'
import { columns, type Column } from './columns.ts'
import type { ExportedBytes } from './exported-bytes.ts'
import { eachPage } from './pages.ts'

/** The sheet is laid out in one go, 0.1 ms a row; a longer one would keep the devices waiting. CSV has no such bound. */
const mostRows = 20_000
const longestCell = 32_767

/** Documents as XLSX: sums as numbers, times as dates, numbers of storages and signs as text. Throws `host.too-many`. */
export async function exportSpreadsheet(store: Store, filter: DocumentFilter): Promise<ExportedBytes> {
  const sheet: SheetData = [columns.map(({ title }) => ({ value: title, fontWeight: 'bold' }))]
  const count = await eachPage(store, filter, mostRows, (rows) => {
    for (const row of rows) sheet.push(columns.map((column) => cell(column, row)))
  })
  const widths = columns.map(({ kind }) => ({ width: kind === 'text' || kind === 'digits' ? 22 : 16 }))
  const bytes = await writeSpreadsheet(sheet, {
    sheet: 'Документы',
    columns: widths,
    stickyRowsCount: 1,
  }).toBuffer()
  return { fileName: `stykovka-${filter.storageId ?? 'log'}.xlsx`, bytes: new Uint8Array(bytes), count }
}

function cell(column: Column, row: StoredRow): SheetData[number][number] {
  switch (column.kind) {
    case 'text':
    case 'digits': {
      const text = column.value(row)
      return text === null || text === '' ? null : { value: printable(text), type: String, format: '@' }
    }
    case 'number':
      return column.value(row)
    case 'money': {
      const kopecks = column.value(row)
      return kopecks === null ? null : { value: kopecks / 100, type: Number, format: '#,##0.00' }
    }
    case 'time': {
      const time = column.value(row)
      const date = time === null ? undefined : new Date(`${time}Z`)
      if (!date || Number.isNaN(date.getTime())) return time
      return { value: date, type: Date, format: 'dd.mm.yyyy hh:mm' }
    }
  }
}

/** XML has no place for control characters, and damaged documents do have them. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are the point
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd').slice(0, longestCell)
}
