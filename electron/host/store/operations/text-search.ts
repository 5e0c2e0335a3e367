import { foldText } from '../../fiscal-log/derive/fold-text.ts'
import type { SqliteDatabase } from '../database.ts'
import { documentIdOf } from '../document-form.ts'
import { DocumentSet } from '../document-set.ts'
import type { StorageKey } from './dictionaries.ts'

/** More words than anybody types; each costs a pass over an index. */
const mostWords = 12
const largestNumber = 0xffff_ffff
const signDigits = 10

/** Documents that have every word of a text, or `undefined` where nothing was asked. */
export function documentsWith(
  database: SqliteDatabase,
  text: string | undefined,
  storages: readonly StorageKey[],
): DocumentSet | undefined {
  let found: DocumentSet | undefined
  for (const word of wordsOf(text)) {
    const withWord = documentsWithWord(database, word, storages)
    if (found) found.intersect(withWord)
    else found = withWord
  }
  return found
}

/** Blocks of documents among which sums and signs are put in order: see the indexes of `document_row`. */
export function numberBlocks(database: SqliteDatabase, storages: readonly StorageKey[]): string {
  const ends = database.prepared(
    `SELECT (SELECT document_id FROM document_row WHERE document_id >= ? ORDER BY document_id LIMIT 1) >> 12 AS first,
       (SELECT document_id FROM document_row WHERE document_id <= ? ORDER BY document_id DESC LIMIT 1) >> 12 AS last`,
  )
  const blocks: number[] = []
  for (const { storage_key, document_count } of storages) {
    if (document_count === 0) continue
    const { first, last } = ends.get(documentIdOf(storage_key, 0), documentIdOf(storage_key, largestNumber)) as {
      first: number
      last: number
    }
    for (let block = first; block <= last; block++) blocks.push(block)
  }
  return JSON.stringify(blocks)
}

function documentsWithWord(database: SqliteDatabase, word: string, storages: readonly StorageKey[]): DocumentSet {
  const found = new DocumentSet()
  const add = (sql: string, ...values: unknown[]) => {
    for (const id of database
      .prepared(sql)
      .pluck()
      .all(...values) as number[])
      found.add(id)
  }
  for (const { block, documents } of blocksWith(database, word)) found.addBlock(block, documents)
  const isNumber = /^\d{1,10}$/u.test(word)
  if (isNumber && Number(word) <= largestNumber)
    for (const { storage_key } of storages)
      add('SELECT document_id FROM document_row WHERE document_id = ?', documentIdOf(storage_key, Number(word)))
  const sums = sumsOf(word)
  if (!isNumber && !sums) return found
  const blocks = numberBlocks(database, storages)
  const inBlocks = 'document_id >> 12 IN (SELECT value FROM json_each(?))'
  if (isNumber) {
    const unit = 10 ** (signDigits - word.length)
    add(
      `SELECT document_id FROM document_row INDEXED BY document_row_by_sign WHERE ${inBlocks} AND fiscal_sign BETWEEN ? AND ?`,
      blocks,
      Number(word) * unit,
      (Number(word) + 1) * unit - 1,
    )
  }
  if (sums)
    add(
      `SELECT document_id FROM document_row INDEXED BY document_row_by_sum WHERE ${inBlocks} AND sum BETWEEN ? AND ?`,
      blocks,
      ...sums,
    )
  return found
}

/** A trigram index knows nothing shorter than three characters: shorter words are looked for in the phrases themselves. */
function blocksWith(database: SqliteDatabase, word: string): { block: number; documents: Uint8Array }[] {
  const [phrases, value] =
    [...word].length < 3
      ? ["SELECT phrase_id FROM phrase WHERE text LIKE ? ESCAPE '\\'", `%${word.replace(/[\\%_]/gu, '\\$&')}%`]
      : ['SELECT rowid FROM phrase_search WHERE phrase_search MATCH ?', `"${word.replaceAll('"', '""')}"`]
  return database.prepared(`SELECT block, documents FROM phrase_block WHERE phrase_id IN (${phrases})`).all(value) as {
    block: number
    documents: Uint8Array
  }[]
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
