import type { Migration } from './index.ts'

/**
 * Documents come in the order of time. An index that falls with time grows at its head and leaves every page half empty; one that
 * rises is filled to the brim and is read backwards just as fast.
 */
export const risingIndexes: Migration = {
  number: 5,
  sql: `
    DROP INDEX document_by_time;
    DROP INDEX document_by_kind;
    CREATE INDEX document_by_time ON document (time, number);
    CREATE INDEX document_by_kind ON document (kind, time, number);
  `,
}
