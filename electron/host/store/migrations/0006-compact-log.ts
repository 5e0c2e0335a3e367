import type BetterSqlite3 from 'better-sqlite3'
import { lowestNumber, packParts, type PartToPack } from '../part-batch.ts'
import type { Migration } from './index.ts'

/** As many parts of the older form go into one batch. */
const mostParts = 400

/**
 * The log in a quarter of its room. The truth is a row a batch (`document_batch`): its parts one after the other, compressed,
 * and a hash of 32 bytes for each; a part's previous hash is that of the part before it. What is derived stands in whole
 * numbers: time in seconds of the register's clock, texts by their number in `text_value`, phrases as sets of documents.
 * The host makes all derived rows anew when it starts.
 */
export const compactLog: Migration = {
  number: 6,
  frees: true,
  sql: `
    CREATE TABLE document_batch (
      batch_id INTEGER PRIMARY KEY,
      storage_id TEXT NOT NULL,
      first_sequence INTEGER NOT NULL,
      part_count INTEGER NOT NULL,
      lowest_number INTEGER NOT NULL,
      read_at TEXT NOT NULL,
      parts BLOB NOT NULL,
      hashes BLOB NOT NULL,
      UNIQUE (storage_id, first_sequence)
    ) STRICT;
    CREATE TRIGGER document_batch_never_changes BEFORE UPDATE ON document_batch
      BEGIN SELECT RAISE(ABORT, 'document batches are never changed'); END;
    CREATE TRIGGER document_batch_never_goes BEFORE DELETE ON document_batch
      BEGIN SELECT RAISE(ABORT, 'document batches are never deleted'); END;

    DROP TABLE document_phrase;
    DROP TABLE document;
    DELETE FROM phrase;
    INSERT INTO phrase_search (phrase_search) VALUES ('delete-all');

    CREATE TABLE storage_key (
      storage_key INTEGER PRIMARY KEY,
      storage_id TEXT NOT NULL UNIQUE,
      document_count INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE text_value (
      text_id INTEGER PRIMARY KEY,
      text TEXT NOT NULL UNIQUE
    ) STRICT;
    -- document_id is 2^32 times the storage's key, plus the document's number.
    CREATE TABLE document_row (
      document_id INTEGER PRIMARY KEY,
      kind INTEGER NOT NULL,
      time INTEGER,
      has_seconds INTEGER NOT NULL,
      shift_number INTEGER,
      receipt_number INTEGER,
      operation INTEGER,
      sum INTEGER,
      cash INTEGER,
      cashless INTEGER,
      prepayment INTEGER,
      credit INTEGER,
      consideration INTEGER,
      cashier INTEGER,
      fiscal_sign ANY,
      taxpayer_number INTEGER,
      registration_number INTEGER,
      item_count INTEGER NOT NULL,
      first_item INTEGER,
      confirmed INTEGER NOT NULL,
      complete INTEGER NOT NULL,
      imported INTEGER NOT NULL,
      finding_count INTEGER NOT NULL DEFAULT 0,
      batch_id INTEGER NOT NULL,
      more_batches INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX document_row_by_time ON document_row (time);
    CREATE INDEX document_row_by_kind ON document_row (kind, time) WHERE kind <> 3;
    CREATE INDEX document_row_by_operation ON document_row (operation, time) WHERE operation <> 1;
    CREATE INDEX document_row_by_shift ON document_row (shift_number);
    CREATE INDEX document_row_by_cashier ON document_row (cashier, time);
    CREATE INDEX document_row_unsent ON document_row (time) WHERE confirmed = 0;
    CREATE INDEX document_row_imported ON document_row (time) WHERE imported = 1;
    CREATE INDEX document_row_rare_payment ON document_row (time) WHERE prepayment > 0 OR credit > 0 OR consideration > 0;
    -- Sums and signs come in no order. Within a block of 4096 numbers they touch a few pages, not the whole index.
    CREATE INDEX document_row_by_sum ON document_row (document_id >> 12, sum) WHERE sum IS NOT NULL;
    CREATE INDEX document_row_by_sign ON document_row (document_id >> 12, fiscal_sign) WHERE fiscal_sign IS NOT NULL;

    CREATE TABLE document_more_batches (
      document_id INTEGER NOT NULL,
      batch_id INTEGER NOT NULL,
      PRIMARY KEY (document_id, batch_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE document_tally (
      storage_key INTEGER NOT NULL,
      month INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      operation INTEGER NOT NULL,
      cashier INTEGER NOT NULL,
      payments INTEGER NOT NULL,
      confirmed INTEGER NOT NULL,
      imported INTEGER NOT NULL,
      count INTEGER NOT NULL,
      shift_from INTEGER,
      shift_to INTEGER,
      time_from INTEGER,
      time_to INTEGER,
      PRIMARY KEY (storage_key, month, kind, operation, cashier, payments, confirmed, imported)
    ) STRICT, WITHOUT ROWID;
    -- Sums are REAL: those of damaged documents may be larger than any whole number here.
    CREATE TABLE document_period (
      storage_key INTEGER NOT NULL,
      shift INTEGER NOT NULL,
      day INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      operation INTEGER NOT NULL,
      cashier INTEGER NOT NULL,
      payments INTEGER NOT NULL,
      confirmed INTEGER NOT NULL,
      imported INTEGER NOT NULL,
      count INTEGER NOT NULL,
      sum REAL NOT NULL,
      cash REAL NOT NULL,
      cashless REAL NOT NULL,
      time_from INTEGER,
      time_to INTEGER,
      PRIMARY KEY (storage_key, shift, day, kind, operation, cashier, payments, confirmed, imported)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX document_period_by_day ON document_period (day);
    CREATE TABLE phrase_block (
      phrase_id INTEGER NOT NULL,
      block INTEGER NOT NULL,
      documents BLOB NOT NULL,
      PRIMARY KEY (phrase_id, block)
    ) STRICT, WITHOUT ROWID;
  `,
  run(connection) {
    carryParts(connection)
    connection.exec('DROP TRIGGER document_part_never_goes; DROP TABLE document_part')
  },
}

/** Every part with the hash it had, sound or not: a chain that was broken stays broken at the same place. */
function carryParts(connection: BetterSqlite3.Database): void {
  const insert = connection.prepare(
    'INSERT INTO document_batch (storage_id, first_sequence, part_count, lowest_number, read_at, parts, hashes) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const select = connection.prepare(
    'SELECT storage_id, sequence, number, part, bytes, read_at, hash FROM document_part WHERE (storage_id, sequence) > (?, ?) ORDER BY storage_id, sequence LIMIT ?',
  )
  type OldPart = PartToPack & { storage_id: string; sequence: number; read_at: string }
  let last = { storage_id: '', sequence: 0 }
  let batch: OldPart[] = []
  const keep = () => {
    const [first] = batch
    if (first) {
      const { parts, hashes } = packParts(batch)
      insert.run(first.storage_id, first.sequence, batch.length, lowestNumber(batch), first.read_at, parts, hashes)
    }
    batch = []
  }
  for (;;) {
    const rows = select.all(last.storage_id, last.sequence, mostParts) as OldPart[]
    for (const row of rows) {
      const before = batch.at(-1)
      const follows =
        before?.storage_id === row.storage_id &&
        before.sequence + 1 === row.sequence &&
        before.read_at === row.read_at &&
        batch.length < mostParts
      if (!follows) keep()
      batch.push(row)
      last = row
    }
    if (rows.length < mostParts) break
  }
  keep()
}
