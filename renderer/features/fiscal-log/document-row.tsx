import { FileWarning, Send, TriangleAlert } from 'lucide-react'
import type { DocumentRow } from '../../../electron/contract/fiscal-log.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { documentTitle } from './document-title.ts'
import styles from './document-row.module.css'

/** A document as a line; its place is kept while it is on the way. */
export function DocumentRowView({
  row,
  namesStorage,
}: {
  readonly row: DocumentRow | undefined
  readonly namesStorage: boolean
}) {
  const words = useWords()
  if (!row) {
    return (
      <span className={styles.row}>
        <span className={styles.placeholder}>{words.t('ui.states.loading')}</span>
      </span>
    )
  }
  return (
    <span className={styles.row}>
      <span className={styles.first}>
        <span className={styles.number}>{row.number}</span>
        <span className={styles.time}>
          {row.time ? formatDeviceTime(row.time) : '—'}
          {namesStorage && ` · …${row.storageId.slice(-4)}`}
        </span>
      </span>
      <span className={styles.what}>
        <span className={styles.kind}>{documentTitle(row, words)}</span>
        <span className={styles.item}>
          {row.complete
            ? row.firstItem &&
              (row.itemCount > 1
                ? words.t('ui.log.andMore', { item: row.firstItem, count: row.itemCount - 1 })
                : row.firstItem)
            : words.t(row.imported ? 'ui.log.importedOnly' : 'ui.log.sumsOnly')}
        </span>
      </span>
      <span className={styles.marks}>
        {row.findingCount > 0 && (
          <TriangleAlert role="img" aria-label={words.t('ui.log.hasFindings')} className={styles.finding} />
        )}
        {row.confirmed ? (
          <Send role="img" aria-label={words.t('ui.log.sent')} className={styles.sent} />
        ) : (
          <FileWarning role="img" aria-label={words.t('ui.log.unsent')} className={styles.unsent} />
        )}
      </span>
      <span className={styles.sum}>{row.sum !== undefined && words.kopecks(row.sum)}</span>
    </span>
  )
}
