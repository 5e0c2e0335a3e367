import { foldText } from '../../fiscal-log/derive/fold-text.ts'
import type { SqliteDatabase } from '../database.ts'
import { addPlaces, blockOf, placeInBlock, removePlace } from '../document-set.ts'
import { remember } from '../log-memory.ts'

const longestPhrase = 2_000

/**
 * Points documents to the phrases they are found by. A shop says the same few thousand things again and again: each stands
 * once with its trigrams, and beside it the documents that say it, as sets. `finish` writes what was gathered.
 */
export class PhraseWriter {
  readonly #database: SqliteDatabase
  readonly #added = new Map<number, Map<number, number[]>>()

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  /** `texts` are what a document says, `before` what it said until now. */
  replace(documentId: number, before: readonly string[], texts: readonly string[]): void {
    const block = blockOf(documentId)
    const place = placeInBlock(documentId)
    let phrases = this.#added.get(block)
    if (!phrases) this.#added.set(block, (phrases = new Map()))
    for (const text of texts) {
      const phrase = phraseId(this.#database, text)
      if (phrase === 0) continue
      const places = phrases.get(phrase)
      if (!places) phrases.set(phrase, [place])
      // A document says some things twice.
      else if (places.at(-1) !== place) places.push(place)
    }
    if (before.length > 0) this.#remove(block, place, before, texts)
  }

  finish(): void {
    const select = this.#database.prepared('SELECT documents FROM phrase_block WHERE phrase_id = ? AND block = ?')
    const put = this.#database.prepared(
      'INSERT INTO phrase_block (phrase_id, block, documents) VALUES (?, ?, ?) ON CONFLICT (phrase_id, block) DO UPDATE SET documents = excluded.documents',
    )
    for (const [block, phrases] of this.#added)
      for (const [phrase, places] of phrases) {
        const stored = select.get(phrase, block) as { documents: Uint8Array } | undefined
        put.run(phrase, block, addPlaces(stored?.documents, places))
      }
    this.#added.clear()
  }

  #remove(block: number, place: number, before: readonly string[], texts: readonly string[]): void {
    this.finish()
    const kept = new Set(texts.map((text) => phraseId(this.#database, text)))
    for (const text of before) {
      const phrase = phraseId(this.#database, text)
      if (kept.has(phrase)) continue
      const stored = this.#database
        .prepared('SELECT documents FROM phrase_block WHERE phrase_id = ? AND block = ?')
        .get(phrase, block) as { documents: Uint8Array } | undefined
      if (stored)
        this.#database
          .prepared('UPDATE phrase_block SET documents = ? WHERE phrase_id = ? AND block = ?')
          .run(removePlace(stored.documents, place), phrase, block)
    }
  }
}

/** 0 for a text of blanks alone. */
function phraseId(database: SqliteDatabase, text: string): number {
  const { phraseIds } = database.memory
  return phraseIds.get(text) ?? remember(phraseIds, text, () => findPhrase(database, text))
}

function findPhrase(database: SqliteDatabase, text: string): number {
  const phrase = foldText(text).slice(0, longestPhrase)
  if (phrase === '') return 0
  const known = database.prepared('SELECT phrase_id FROM phrase WHERE text = ?').get(phrase)
  return (known as { phrase_id: number } | undefined)?.phrase_id ?? addPhrase(database, phrase)
}

function addPhrase(database: SqliteDatabase, phrase: string): number {
  const { lastInsertRowid } = database.prepared('INSERT INTO phrase (text) VALUES (?)').run(phrase)
  database.prepared('INSERT INTO phrase_search (rowid, text) VALUES (?, ?)').run(lastInsertRowid, phrase)
  return Number(lastInsertRowid)
}
