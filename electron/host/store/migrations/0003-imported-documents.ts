import type { Migration } from './index.ts'

/**
 * Parts that came from a storage's archive file stand in the log beside those that a register gave. SQLite cannot loosen a
 * CHECK, so the table is made anew; its rows go over as they are.
 */
export const importedDocuments: Migration = {
  number: 3,
  sql: `
    CREATE TABLE document_part_wider (
      part_id INTEGER PRIMARY KEY,
      storage_id TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      number INTEGER NOT NULL,
      part TEXT NOT NULL CHECK (part IN ('fixed', 'tlv', 'confirmation', 'archive')),
      bytes BLOB NOT NULL,
      read_at TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      UNIQUE (storage_id, sequence)
    ) STRICT;
    INSERT INTO document_part_wider
      SELECT part_id, storage_id, sequence, number, part, bytes, read_at, previous_hash, hash FROM document_part;
    DROP TRIGGER document_part_never_goes;
    DROP TABLE document_part;
    ALTER TABLE document_part_wider RENAME TO document_part;
    CREATE INDEX document_part_of_document ON document_part (storage_id, number, sequence);
    CREATE TRIGGER document_part_never_changes BEFORE UPDATE ON document_part
      BEGIN SELECT RAISE(ABORT, 'document parts are never changed'); END;
    CREATE TRIGGER document_part_never_goes BEFORE DELETE ON document_part
      BEGIN SELECT RAISE(ABORT, 'document parts are never deleted'); END;

    ALTER TABLE document ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
  `,
}
