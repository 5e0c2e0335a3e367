import type { StoredRow } from '../../store/operations/document-queries.ts'

/** A column of a table of documents. Numbers of documents and signs are texts: a spreadsheet would round them. */
export type Column =
  | { readonly title: string; readonly kind: 'text'; value(row: StoredRow): string | null }
  | { readonly title: string; readonly kind: 'digits'; value(row: StoredRow): string | null }
  | { readonly title: string; readonly kind: 'number'; value(row: StoredRow): number | null }
  /** Kopecks. */
  | { readonly title: string; readonly kind: 'money'; value(row: StoredRow): number | null }
  /** `YYYY-MM-DDThh:mm[:ss]`, civil. */
  | { readonly title: string; readonly kind: 'time'; value(row: StoredRow): string | null }

/** What a spreadsheet shows of a document, the same in CSV and XLSX. */
export const columns: readonly Column[] = [
  { title: 'ФН', kind: 'digits', value: (row) => row.storage_id },
  { title: 'ФД', kind: 'number', value: (row) => row.number },
  { title: 'Вид', kind: 'text', value: (row) => row.kind },
  { title: 'Дата и время', kind: 'time', value: (row) => row.time },
  { title: 'Смена', kind: 'number', value: (row) => row.shift_number },
  { title: 'Чек', kind: 'number', value: (row) => row.receipt_number },
  { title: 'Признак расчёта', kind: 'number', value: (row) => row.operation },
  { title: 'Сумма', kind: 'money', value: (row) => row.sum },
  { title: 'Наличными', kind: 'money', value: (row) => row.cash },
  { title: 'Безналичными', kind: 'money', value: (row) => row.cashless },
  { title: 'Кассир', kind: 'text', value: (row) => row.cashier },
  { title: 'Первый товар', kind: 'text', value: (row) => row.first_item },
  { title: 'Позиций', kind: 'number', value: (row) => row.item_count },
  { title: 'ФПД', kind: 'digits', value: (row) => row.fiscal_sign },
  { title: 'ИНН', kind: 'digits', value: (row) => row.taxpayer_number?.trim() ?? null },
  { title: 'РН ККТ', kind: 'digits', value: (row) => row.registration_number?.trim() ?? null },
  { title: 'Передан', kind: 'text', value: (row) => (row.confirmed ? 'да' : 'нет') },
]
