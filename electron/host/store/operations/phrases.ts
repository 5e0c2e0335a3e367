import type { SqliteDatabase } from '../database.ts'

const mostRemembered = 50_000

/** Points a document to the phrases it is found by, in the place of those it had. */
export function replacePhrases(
  database: SqliteDatabase,
  documentId: number | bigint,
  before: readonly string[],
  after: readonly string[],
): void {
  const [gone, kept] = [new Set(before), new Set(after)]
  const add = database.prepared('INSERT OR IGNORE INTO document_phrase (phrase_id, document_id) VALUES (?, ?)')
  for (const phrase of kept) if (!gone.delete(phrase)) add.run(phraseId(database, phrase), documentId)
  for (const phrase of gone)
    database
      .prepared('DELETE FROM document_phrase WHERE phrase_id = ? AND document_id = ?')
      .run(phraseId(database, phrase), documentId)
}

function phraseId(database: SqliteDatabase, phrase: string): number | bigint {
  const { phraseIds } = database
  const remembered = phraseIds.get(phrase)
  if (remembered !== undefined) return remembered
  const known = database.prepared('SELECT phrase_id FROM phrase WHERE text = ?').get(phrase)
  const id = (known as { phrase_id: number } | undefined)?.phrase_id ?? addPhrase(database, phrase)
  if (phraseIds.size >= mostRemembered) phraseIds.clear()
  phraseIds.set(phrase, id)
  return id
}

function addPhrase(database: SqliteDatabase, phrase: string): number | bigint {
  const { lastInsertRowid } = database.prepared('INSERT INTO phrase (text) VALUES (?)').run(phrase)
  database.prepared('INSERT INTO phrase_search (rowid, text) VALUES (?, ?)').run(lastInsertRowid, phrase)
  return lastInsertRowid
}

export const phraseOperations = {
  /** Forgets every phrase, before the rows are made anew in another way. */
  'phrases.clear': (database: SqliteDatabase, _input: Record<never, never>): void =>
    database.transaction(() => {
      database.phraseIds.clear()
      database.connection.exec(`
        DELETE FROM document_phrase;
        INSERT INTO phrase_search (phrase_search) VALUES ('delete-all');
        DELETE FROM phrase;
      `)
    }),
}
