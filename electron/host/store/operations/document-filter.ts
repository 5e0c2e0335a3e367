import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import { foldText } from '../../fiscal-log/derive/fold-text.ts'

/** More words than anybody types; each costs a pass over an index. */
const mostWords = 12

export interface Conditions {
  /** `WHERE …`, or empty where nothing was asked. */
  readonly where: string
  readonly parameters: readonly unknown[]
}

/** A filter as SQL over `document`. */
export function conditions(filter: DocumentFilter): Conditions {
  const clauses: string[] = []
  const parameters: unknown[] = []
  const add = (clause: string, ...values: unknown[]) => {
    clauses.push(clause)
    parameters.push(...values)
  }
  const oneOf = (column: string, values: readonly unknown[] | undefined) => {
    if (values && values.length > 0) add(`${column} IN (${values.map(() => '?').join(', ')})`, ...values)
  }
  if (filter.storageId !== undefined) add('storage_id = ?', filter.storageId)
  oneOf('storage_id', filter.storageIds)
  oneOf('kind', filter.kinds)
  oneOf('operation', filter.operations)
  oneOf('cashier', filter.cashiers)
  if (filter.payments && filter.payments.length > 0)
    add(`(${filter.payments.map((payment) => `${payment} <> 0`).join(' OR ')})`)
  if (filter.from !== undefined) add('time >= ?', filter.from)
  if (filter.to !== undefined) add('time <= ?', filter.to.length === 16 ? `${filter.to}:59` : filter.to)
  if (filter.shiftNumber !== undefined) add('shift_number = ?', filter.shiftNumber)
  if (filter.shiftFrom !== undefined) add('shift_number >= ?', filter.shiftFrom)
  if (filter.shiftTo !== undefined) add('shift_number <= ?', filter.shiftTo)
  if (filter.sumFrom !== undefined) add('sum >= ?', filter.sumFrom)
  if (filter.sumTo !== undefined) add('sum <= ?', filter.sumTo)
  if (filter.sent !== undefined) add(filter.sent === 'sent' ? 'confirmed = 1' : 'confirmed = 0')
  if (filter.imported !== undefined) add(filter.imported ? 'imported = 1' : 'imported = 0')
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
