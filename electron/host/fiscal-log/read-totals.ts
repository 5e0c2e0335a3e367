import type { DocumentFilter, PeriodTotals, Totals } from '../../contract/fiscal-log.ts'
import { HostFailure } from '../host-failure.ts'
import type { StoredTotals } from '../store/operations/totals.ts'
import type { Store } from '../store/store.ts'

interface Period {
  readonly storageId: string
  readonly shiftNumber?: number | undefined
  readonly day?: string | undefined
}

/** Totals of a shift or of a day, from the log's rows. Throws `host.bad-request` for neither. */
export async function readTotals(store: Store, period: Period): Promise<Totals> {
  if (period.shiftNumber === undefined && period.day === undefined)
    throw new HostFailure('host.bad-request', { field: 'day', problem: 'shiftNumber or day' })
  return sumUp(await store.run('documents.totals', period))
}

/** Totals of the shifts or days that a filter touches, newest first. */
export async function readTotalsBy(
  store: Store,
  input: { filter: DocumentFilter; by: 'shift' | 'day'; offset: number; limit: number },
): Promise<{ total: number; periods: PeriodTotals[] }> {
  const { total, periods } = await store.run('documents.totalsBy', input)
  return {
    total,
    periods: periods.map((period) => ({
      storageId: period.storage_id ?? undefined,
      shiftNumber: period.shift_number ?? undefined,
      day: period.day ?? undefined,
      firstTime: period.first_time ?? undefined,
      lastTime: period.last_time ?? undefined,
      ...sumUp(period.totals),
    })),
  }
}

function sumUp(rows: readonly StoredTotals[]): Totals {
  const corrections = rows.filter(({ kind }) => kind.endsWith('-correction'))
  const receipts = rows.filter(({ kind }) => kind === 'receipt' || kind === 'strict-form')
  return {
    documents: countOf(rows),
    receipts: countOf(receipts),
    corrections: countOf(corrections),
    operations: [1, 2, 3, 4].flatMap((operation) => {
      const of = receipts.filter((row) => row.operation === operation)
      if (of.length === 0) return []
      const total = (name: 'sum' | 'cash' | 'cashless') => of.reduce((sum, row) => sum + row[name], 0)
      return [{ operation, count: countOf(of), sum: total('sum'), cash: total('cash'), cashless: total('cashless') }]
    }),
  }
}

function countOf(rows: readonly StoredTotals[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0)
}
