import type { Migration } from './index.ts'

/**
 * Search by phrases. A shop says the same few thousand things again and again, so every phrase (a name of goods, a cashier, an
 * address) stands once with its trigrams, and a document points to its phrases. Numbers are found by their own columns.
 * The host makes the rows anew when it starts, because the old ones had no phrases.
 */
export const phrases: Migration = {
  number: 4,
  sql: `
    DROP TRIGGER document_search_added;
    DROP TRIGGER document_search_changed;
    DROP TRIGGER document_search_gone;
    DROP TABLE document_search;
    ALTER TABLE document DROP COLUMN text;
    CREATE INDEX document_by_sign ON document (fiscal_sign) WHERE fiscal_sign IS NOT NULL;
    CREATE INDEX document_by_sum ON document (sum) WHERE sum IS NOT NULL;

    CREATE TABLE phrase (
      phrase_id INTEGER PRIMARY KEY,
      text TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE VIRTUAL TABLE phrase_search USING fts5 (
      text, content = 'phrase', content_rowid = 'phrase_id', tokenize = 'trigram', detail = 'full'
    );
    CREATE TABLE document_phrase (
      phrase_id INTEGER NOT NULL,
      document_id INTEGER NOT NULL,
      PRIMARY KEY (phrase_id, document_id)
    ) STRICT, WITHOUT ROWID;
  `,
}
