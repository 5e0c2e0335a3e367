import type { Migration } from './index.ts'

/**
 * The fiscal log. `document_part` is the truth: only ever added to, chained by hashes within a storage. All other tables
 * here are derived from it, except `storage`, which keeps what a register said of its storage when it was last read.
 */
export const fiscalDocuments: Migration = {
  number: 2,
  sql: `
    CREATE TABLE document_part (
      part_id INTEGER PRIMARY KEY,
      storage_id TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      number INTEGER NOT NULL,
      part TEXT NOT NULL CHECK (part IN ('fixed', 'tlv', 'confirmation')),
      bytes BLOB NOT NULL,
      read_at TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      UNIQUE (storage_id, sequence)
    ) STRICT;
    CREATE INDEX document_part_of_document ON document_part (storage_id, number, sequence);
    CREATE TRIGGER document_part_never_changes BEFORE UPDATE ON document_part
      BEGIN SELECT RAISE(ABORT, 'document parts are never changed'); END;
    CREATE TRIGGER document_part_never_goes BEFORE DELETE ON document_part
      BEGIN SELECT RAISE(ABORT, 'document parts are never deleted'); END;

    CREATE TABLE chain_head (
      storage_id TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL,
      hash TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE storage (
      storage_id TEXT PRIMARY KEY,
      bench INTEGER NOT NULL,
      register_model TEXT,
      register_serial_number TEXT,
      registration_number TEXT,
      taxpayer_number TEXT,
      valid_until TEXT,
      phase TEXT NOT NULL,
      last_number_on_device INTEGER NOT NULL,
      documents_left INTEGER,
      unsent_count INTEGER NOT NULL,
      unsent_first_number INTEGER,
      unsent_first_time TEXT,
      last_read_at TEXT
    ) STRICT;

    CREATE TABLE document (
      document_id INTEGER PRIMARY KEY,
      storage_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      kind TEXT NOT NULL,
      time TEXT,
      shift_number INTEGER,
      receipt_number INTEGER,
      operation INTEGER,
      sum INTEGER,
      cash INTEGER,
      cashless INTEGER,
      cashier TEXT,
      fiscal_sign TEXT,
      taxpayer_number TEXT,
      registration_number TEXT,
      item_count INTEGER NOT NULL,
      first_item TEXT,
      confirmed INTEGER NOT NULL,
      complete INTEGER NOT NULL,
      finding_count INTEGER NOT NULL DEFAULT 0,
      text TEXT NOT NULL,
      UNIQUE (storage_id, number)
    ) STRICT;
    CREATE INDEX document_by_time ON document (time DESC, number DESC);
    CREATE INDEX document_by_kind ON document (kind, time DESC, number DESC);
    CREATE INDEX document_by_shift ON document (storage_id, shift_number, number);
    CREATE INDEX document_unsent ON document (storage_id, number) WHERE confirmed = 0;

    CREATE VIRTUAL TABLE document_search USING fts5 (
      text, content = 'document', content_rowid = 'document_id', tokenize = 'trigram', detail = 'full'
    );
    CREATE TRIGGER document_search_added AFTER INSERT ON document BEGIN
      INSERT INTO document_search (rowid, text) VALUES (new.document_id, new.text);
    END;
    CREATE TRIGGER document_search_changed AFTER UPDATE OF text ON document WHEN old.text IS NOT new.text BEGIN
      INSERT INTO document_search (document_search, rowid, text) VALUES ('delete', old.document_id, old.text);
      INSERT INTO document_search (rowid, text) VALUES (new.document_id, new.text);
    END;
    CREATE TRIGGER document_search_gone AFTER DELETE ON document BEGIN
      INSERT INTO document_search (document_search, rowid, text) VALUES ('delete', old.document_id, old.text);
    END;

    CREATE TABLE finding (
      finding_id INTEGER PRIMARY KEY,
      storage_id TEXT NOT NULL,
      number INTEGER,
      rule TEXT NOT NULL,
      severity TEXT NOT NULL,
      data TEXT NOT NULL,
      source TEXT NOT NULL
    ) STRICT;
    CREATE INDEX finding_of_document ON finding (storage_id, number);
    CREATE INDEX finding_by_rule ON finding (storage_id, rule, number);

    CREATE TABLE absent_document (
      storage_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      asked_at TEXT NOT NULL,
      PRIMARY KEY (storage_id, number)
    ) STRICT, WITHOUT ROWID;
  `,
}
