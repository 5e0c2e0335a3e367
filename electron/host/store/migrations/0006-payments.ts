import type { Migration } from './index.ts'

/** Every kind of payment of its own; the rows are made anew when the host starts. */
export const payments: Migration = {
  number: 6,
  sql: `
    ALTER TABLE document ADD COLUMN prepayment INTEGER;
    ALTER TABLE document ADD COLUMN credit INTEGER;
    ALTER TABLE document ADD COLUMN consideration INTEGER;
    CREATE INDEX document_by_cashier ON document (cashier, time, number) WHERE cashier IS NOT NULL;
  `,
}
