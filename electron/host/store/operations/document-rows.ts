import { deriveDocument, type DerivedDocument } from '../../fiscal-log/derive/derive-document.ts'
import { chooseParts, contradictions, isImported, type StoredPart } from '../../fiscal-log/derive/document-parts.ts'
import type { SqliteDatabase } from '../database.ts'
import { documentIdOf, kindCodes, secondsOf, secondsOfDay, signToStore } from '../document-form.ts'
import { storageKey, textId } from './dictionaries.ts'
import { replaceFindings } from './findings.ts'
import { PhraseWriter } from './phrases.ts'
import { factsOfRow, paymentBits, TallyWriter, type TallyFacts } from './tally.ts'

/** Makes rows, phrases and findings of one storage's documents while a transaction is under way; `finish` ends it. */
export class RowWriter {
  added = 0
  readonly #database: SqliteDatabase
  readonly #storageId: string
  readonly #storageKey: number
  readonly #phrases: PhraseWriter
  readonly #tally: TallyWriter

  constructor(database: SqliteDatabase, storageId: string) {
    this.#database = database
    this.#storageId = storageId
    this.#storageKey = storageKey(database, storageId)
    this.#phrases = new PhraseWriter(database)
    this.#tally = new TallyWriter(database)
  }

  /**
   * `before` are the parts that the row was made from until now, `batches` those that hold the parts that are new. A row may
   * be there whose parts can no longer be opened.
   */
  write(
    number: number,
    isNew: boolean,
    before: readonly StoredPart[],
    parts: readonly StoredPart[],
    batches: readonly number[],
  ): void {
    const derived = this.#derive(number, parts)
    const documentId = documentIdOf(this.#storageKey, number)
    const values = this.#values(derived.row)
    if (isNew) {
      values.push(batches[0] as number, Number(batches.length > 1), documentId)
      this.#database.prepared(insert).run(values)
      this.added++
    } else {
      takeFromTally(this.#database, this.#tally, 'document_id = ?', documentId)
      values.push(Number(batches.length > 0), documentId)
      this.#database.prepared(update).run(values)
    }
    this.#tally.add(factsOf(this.#storageKey, derived.row, values), 1)
    const more = isNew ? batches.slice(1) : batches
    if (more.length > 0) {
      const add = this.#database.prepared(
        'INSERT OR IGNORE INTO document_more_batches (document_id, batch_id) VALUES (?, ?)',
      )
      for (const batch of more) add.run(documentId, batch)
    }
    this.#phrases.replace(documentId, isNew ? [] : this.#derive(number, before).phrases, derived.phrases)
    const duplicates =
      parts.length < 2
        ? []
        : contradictions(parts).map((part) => ({
            rule: 'duplicate-number' as const,
            severity: 'failure' as const,
            number,
            data: { part },
          }))
    replaceFindings(this.#database, this.#storageId, number, [...derived.findings, ...duplicates], isNew)
  }

  finish(): void {
    this.#phrases.finish()
    this.#tally.finish()
    if (this.added > 0)
      this.#database
        .prepared('UPDATE storage_key SET document_count = document_count + ? WHERE storage_key = ?')
        .run(this.added, this.#storageKey)
    this.added = 0
  }

  #derive(number: number, parts: readonly StoredPart[]): DerivedDocument {
    return deriveDocument(this.#storageId, number, chooseParts(parts), isImported(parts))
  }

  #values(row: DerivedDocument['row']): (number | string | null)[] {
    const database = this.#database
    return [
      kindCodes[row.kind],
      row.time === null ? null : secondsOf(row.time),
      Number(row.time !== null && row.time.length > 16),
      row.shift_number,
      row.receipt_number,
      row.operation,
      row.sum,
      row.cash,
      row.cashless,
      row.prepayment,
      row.credit,
      row.consideration,
      textOrNull(database, row.cashier),
      signToStore(row.fiscal_sign),
      textOrNull(database, row.taxpayer_number),
      textOrNull(database, row.registration_number),
      row.item_count,
      textOrNull(database, row.first_item),
      row.confirmed,
      row.complete,
      row.imported,
    ]
  }
}

function textOrNull(database: SqliteDatabase, text: string | null): number | null {
  return text === null ? null : textId(database, text)
}

function factsOf(storageKeyOfRow: number, row: DerivedDocument['row'], values: readonly unknown[]): TallyFacts {
  const time = values[1] as number | null
  return {
    storage_key: storageKeyOfRow,
    shift: row.shift_number ?? -1,
    day: time === null ? -1 : Math.floor(time / secondsOfDay),
    kind: kindCodes[row.kind],
    operation: row.operation ?? -1,
    cashier: (values[12] as number | null) ?? 0,
    payments:
      (row.cash ? paymentBits.cash : 0) |
      (row.cashless ? paymentBits.cashless : 0) |
      (row.prepayment ? paymentBits.prepayment : 0) |
      (row.credit ? paymentBits.credit : 0) |
      (row.consideration ? paymentBits.consideration : 0),
    confirmed: row.confirmed,
    imported: row.imported,
    time,
    sum: row.sum ?? 0,
    cash: row.cash ?? 0,
    cashless: row.cashless ?? 0,
  }
}

/** Takes the rows that a condition finds out of the tally, as they are now. */
export function takeFromTally(
  database: SqliteDatabase,
  tally: TallyWriter,
  condition: string,
  ...values: unknown[]
): TallyFacts[] {
  const rows = database
    .prepared(`SELECT ${factsOfRow} FROM document_row NOT INDEXED WHERE ${condition}`)
    .all(...values) as TallyFacts[]
  for (const row of rows) tally.add(row, -1)
  return rows
}

const columns = [
  'kind',
  'time',
  'has_seconds',
  'shift_number',
  'receipt_number',
  'operation',
  'sum',
  'cash',
  'cashless',
  'prepayment',
  'credit',
  'consideration',
  'cashier',
  'fiscal_sign',
  'taxpayer_number',
  'registration_number',
  'item_count',
  'first_item',
  'confirmed',
  'complete',
  'imported',
]
const insert = `INSERT INTO document_row (${columns.join(', ')}, batch_id, more_batches, document_id)
  VALUES (${'?, '.repeat(columns.length)}?, ?, ?)`
const update = `UPDATE document_row SET ${columns.map((column) => `${column} = ?`).join(', ')},
  more_batches = max(more_batches, ?) WHERE document_id = ?`
