import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { DocumentFilter, PeriodTotals } from '../../../electron/contract/fiscal-log.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import { useWords, type Words } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import type { LogSearchChange } from './filters.ts'
import styles from './period-list.module.css'

const pageSize = 60

interface Properties {
  readonly filter: DocumentFilter
  readonly by: 'shift' | 'day'
  readonly severalStorages: boolean
  readonly onOpen: (part: LogSearchChange) => void
}

/** Shifts or days with what each came to, the newest first; a press shows its documents. */
export function PeriodList({ filter, by, severalStorages, onOpen }: Properties) {
  const words = useWords()
  const { t, number, kopecks } = words
  const query = useInfiniteQuery(
    api.fiscalLog.totalsBy.infiniteOptions({
      input: (offset: number) => ({ filter, by, offset, limit: pageSize }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const shown = pages.reduce((sum, { periods }) => sum + periods.length, 0)
        return shown < last.total && last.periods.length > 0 ? shown : undefined
      },
      placeholderData: keepPreviousData,
      staleTime: 10_000,
    }),
  )
  if (query.isError) return <FailurePanel failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={8} />
  const periods = query.data.pages.flatMap((page) => page.periods)
  const total = query.data.pages[0]?.total ?? 0
  if (periods.length === 0) return <EmptyState title={t('ui.log.nothingFound')} text={t('ui.log.nothingFoundText')} />
  return (
    <div className={styles.list}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t(by === 'shift' ? 'ui.log.columns.shift' : 'ui.log.columns.day')}</th>
            <th scope="col" className={styles.figure}>
              {t('ui.log.columns.receipts')}
            </th>
            <th scope="col" className={styles.figure}>
              {t('ui.log.columns.sales')}
            </th>
            <th scope="col" className={styles.figure}>
              {t('ui.log.columns.refunds')}
            </th>
            <th scope="col" className={styles.figure}>
              {t('ui.log.columns.cash')}
            </th>
            <th scope="col" className={styles.figure}>
              {t('ui.log.columns.cashless')}
            </th>
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => {
            const sums = sumsOf(period)
            return (
              <tr key={`${period.storageId ?? ''}-${period.shiftNumber ?? period.day ?? ''}`}>
                <th scope="row">
                  <button type="button" className={styles.open} onClick={() => onOpen(narrowTo(period))}>
                    {titleOf(period, words)}
                    <small>{noteOf(period, severalStorages, words)}</small>
                  </button>
                </th>
                <td className={styles.figure}>
                  {number(period.receipts)}
                  {period.corrections > 0 && (
                    <small>
                      {t('ui.log.corrections', { count: period.corrections, figure: number(period.corrections) })}
                    </small>
                  )}
                </td>
                {[sums.sales, sums.refunds, sums.cash, sums.cashless].map((sum, index) => (
                  <td key={index} className={styles.figure}>
                    {sum === 0 ? '—' : kopecks(sum)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {query.hasNextPage && (
        <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {t('ui.log.morePeriods', { count: total - periods.length, figure: number(total - periods.length) })}
        </Button>
      )}
    </div>
  )
}

/** Refunds of sales go out of the till, purchases too; what came in and what went out are shown apart. */
function sumsOf({ operations }: PeriodTotals) {
  const of = (operation: number) => operations.find((one) => one.operation === operation)
  const sum = (name: 'cash' | 'cashless') => (of(1)?.[name] ?? 0) - (of(2)?.[name] ?? 0)
  return { sales: of(1)?.sum ?? 0, refunds: of(2)?.sum ?? 0, cash: sum('cash'), cashless: sum('cashless') }
}

function titleOf({ shiftNumber, day }: PeriodTotals, { t }: Words): string {
  if (day !== undefined) return formatDeviceTime(day)
  return shiftNumber === undefined ? t('ui.log.noPeriod') : t('ui.log.shift', { number: shiftNumber })
}

function noteOf({ storageId, day, firstTime, lastTime }: PeriodTotals, severalStorages: boolean, { t }: Words): string {
  const from = firstTime && formatDeviceTime(firstTime)
  const to = lastTime && formatDeviceTime(lastTime)
  const time = day === undefined && from && to ? (from === to ? from : `${from} – ${to}`) : undefined
  return [time, severalStorages && storageId && t('ui.log.storage', { number: storageId })].filter(Boolean).join(' · ')
}

function narrowTo({ storageId, shiftNumber, day }: PeriodTotals): LogSearchChange {
  if (day !== undefined) return { view: undefined, from: day, to: day }
  return {
    view: undefined,
    ...(storageId !== undefined && { storage: storageId }),
    ...(shiftNumber !== undefined && { shiftFrom: shiftNumber, shiftTo: shiftNumber }),
  }
}
