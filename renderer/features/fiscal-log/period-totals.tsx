import { useQuery } from '@tanstack/react-query'
import type { DocumentRow, Totals } from '../../../electron/contract/fiscal-log.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import { useWords, type Words } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import styles from './period-totals.module.css'

/** What the document's shift and its day come to, receipts only: corrections are counted apart. */
export function PeriodTotals({ row }: { readonly row: DocumentRow }) {
  const words = useWords()
  const { storageId, shiftNumber } = row
  const day = row.time?.slice(0, 10)
  const shift = useQuery(
    api.fiscalLog.totals.queryOptions({ input: { storageId, shiftNumber }, enabled: shiftNumber !== undefined }),
  )
  const ofDay = useQuery(api.fiscalLog.totals.queryOptions({ input: { storageId, day }, enabled: day !== undefined }))
  if (!shift.data && !ofDay.data) return null
  return (
    <dl className={styles.totals}>
      {shift.data && (
        <>
          <dt>{words.t('ui.log.shiftTotals', { number: shiftNumber })}</dt>
          <dd>{describe(shift.data, words)}</dd>
        </>
      )}
      {ofDay.data && day && (
        <>
          <dt>{formatDeviceTime(day)}</dt>
          <dd>{describe(ofDay.data, words)}</dd>
        </>
      )}
    </dl>
  )
}

function describe({ receipts, corrections, operations }: Totals, { t, number, kopecks }: Words): string {
  return [
    t('ui.log.receipts', { count: receipts, figure: number(receipts) }),
    ...operations.map(({ operation, sum }) => `${t(`ui.log.operations.${operation}`)} ${kopecks(sum)}`),
    ...(corrections > 0 ? [t('ui.log.corrections', { count: corrections, figure: number(corrections) })] : []),
  ].join(' · ')
}
