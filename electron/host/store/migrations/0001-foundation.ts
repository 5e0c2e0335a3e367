import type { Migration } from './index.ts'

/** Settings, bindings, wizard, checks, operations, acts and traffic. */
export const foundation: Migration = {
  number: 1,
  sql: `
    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE binding (
      bench INTEGER NOT NULL,
      role TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (bench, role)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE installation (
      id TEXT PRIMARY KEY,
      bench INTEGER NOT NULL,
      body TEXT NOT NULL,
      started_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      current INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX installation_current ON installation (bench) WHERE current = 1;

    CREATE TABLE check_result (
      run_id TEXT PRIMARY KEY,
      bench INTEGER NOT NULL,
      check_id TEXT NOT NULL,
      role TEXT NOT NULL,
      verdict TEXT NOT NULL,
      body TEXT NOT NULL,
      finished_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX check_result_newest ON check_result (bench, check_id, finished_at DESC);

    CREATE TABLE operation (
      id TEXT PRIMARY KEY,
      bench INTEGER NOT NULL,
      state TEXT NOT NULL,
      body TEXT NOT NULL,
      started_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX operation_newest ON operation (started_at DESC);
    CREATE INDEX operation_open ON operation (state) WHERE state IN ('started', 'in-doubt');

    CREATE TABLE act (
      id TEXT PRIMARY KEY,
      year INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      body TEXT NOT NULL,
      evidence TEXT NOT NULL,
      pdf BLOB NOT NULL,
      UNIQUE (year, ordinal)
    ) STRICT;

    CREATE TABLE traffic (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      role TEXT,
      family_id TEXT,
      address TEXT NOT NULL,
      direction TEXT NOT NULL,
      kind TEXT NOT NULL,
      bytes BLOB NOT NULL,
      event TEXT,
      name TEXT,
      reason TEXT
    ) STRICT;
    CREATE INDEX traffic_by_role ON traffic (role, id);

    CREATE TABLE traffic_pin (
      first_id INTEGER NOT NULL,
      last_id INTEGER NOT NULL
    ) STRICT;
  `,
}
