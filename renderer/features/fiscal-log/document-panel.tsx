import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDeviceTime } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FailurePanel, Note, Skeleton } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { DocumentBytes } from './document-bytes.tsx'
import { documentTitle } from './document-title.ts'
import { findingText } from './finding-text.ts'
import { healthOfSeverity } from './findings-ribbon.tsx'
import { PaperView } from './paper-view.tsx'
import { PeriodTotals } from './period-totals.tsx'
import { QrView } from './qr-view.tsx'
import { TagsView } from './tags-view.tsx'
import styles from './document-panel.module.css'

type View = 'paper' | 'tags' | 'bytes' | 'qr'

/** One document as paper, as tags, as bytes, as QR. */
export function DocumentPanel({ documentId, onClose }: { readonly documentId: number; readonly onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const [view, setView] = useState<View>('paper')
  const query = useQuery(
    api.fiscalLog.document.queryOptions({
      input: { documentId },
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  )
  const document = query.data
  return (
    <SidePanel
      width="document"
      keepFocus
      onClose={onClose}
      kicker={document?.row.time && formatDeviceTime(document.row.time)}
      title={
        document
          ? t('ui.log.documentTitle', { kind: documentTitle(document.row, words), number: document.row.number })
          : t('ui.log.document')
      }
    >
      {query.isError ? (
        <FailurePanel failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
      ) : !document ? (
        <Skeleton lines={8} />
      ) : (
        <div className={styles.document} aria-busy={query.isPlaceholderData}>
          <PeriodTotals row={document.row} />
          {document.failure && <FailurePanel compact failure={document.failure} />}
          {document.findings.map((finding, index) => (
            <Note key={index} tone={healthOfSeverity[finding.severity] === 'not-checked' ? 'not-checked' : 'attention'}>
              {findingText(finding, words)}
              <small className={styles.source}>{finding.source}</small>
            </Note>
          ))}
          <Tabs
            label={t('ui.log.views')}
            value={view}
            onChange={setView}
            tabs={[
              { id: 'paper', label: t('ui.log.view.paper'), content: <PaperView document={document} /> },
              { id: 'tags', label: t('ui.log.view.tags'), content: <TagsView document={document} /> },
              { id: 'bytes', label: t('ui.log.view.bytes'), content: <DocumentBytes document={document} /> },
              { id: 'qr', label: t('ui.log.view.qr'), content: <QrView qr={document.qr} /> },
            ]}
          />
        </div>
      )}
    </SidePanel>
  )
}
