import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Screen } from '../../ui/screen.tsx'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { DocumentList } from './document-list.tsx'
import { filterOf, type LogSearch } from './filters.ts'
import { FindingsRibbon } from './findings-ribbon.tsx'
import { ExportMenu } from './export-menu.tsx'
import { ImportButton } from './import-button.tsx'
import { LogSources } from './log-sources.tsx'
import { ReadButton, ReadingPanel } from './reading-panel.tsx'
import { useDocuments } from './use-documents.ts'
import { useRefreshOnChange } from './use-refresh.ts'
import styles from './fiscal-log-screen.module.css'

const DocumentPanel = lazy(async () => ({ default: (await import('./document-panel.tsx')).DocumentPanel }))

/** «Журнал»: storages and filters, the list, the document. */
export function FiscalLogScreen() {
  const { t } = useWords()
  const search: LogSearch = useSearch({ from: '/log' })
  const navigate = useNavigate({ from: '/log' })
  useRefreshOnChange()
  const storages = useQuery(api.fiscalLog.storages.queryOptions({ staleTime: 5_000 }))
  const storage =
    storages.data?.find(({ storageId }) => storageId === search.storage) ??
    storages.data?.find(({ connected }) => connected) ??
    storages.data?.[0]
  const change = (part: { [K in keyof LogSearch]?: LogSearch[K] | undefined }) =>
    void navigate({ search: without({ ...search, ...part }), replace: true })
  if (!storages.data || !storage) {
    return (
      <Screen title={t('ui.log.title')} lead={t('ui.log.lead')}>
        {storages.isError ? (
          <FailurePanel failure={failureOf(storages.error)} onRetry={() => void storages.refetch()} />
        ) : storages.data ? (
          <>
            <ReadingPanel />
            <EmptyState
              title={t('ui.log.empty')}
              text={t('ui.log.emptyText')}
              action={
                <div className={styles.begin}>
                  <ReadButton />
                  <ImportButton />
                </div>
              }
            />
          </>
        ) : (
          <Skeleton lines={8} />
        )}
      </Screen>
    )
  }
  return (
    <div className={styles.layout}>
      <LogSources storages={storages.data} selected={storage} search={search} onChange={change} />
      <section className={styles.middle} aria-label={t('ui.log.list')}>
        <div className={styles.notices}>
          <ReadingPanel />
          <FindingsRibbon
            storageId={storage.storageId}
            rule={search.finding}
            onChange={(finding) => change({ finding })}
          />
        </div>
        <Documents
          key={storage.storageId}
          search={search}
          storageId={storage.storageId}
          onText={(text) => change({ text: text || undefined, document: undefined })}
          onOpen={(document) => change({ document })}
        />
      </section>
      {search.document !== undefined && (
        <Suspense fallback={null}>
          <DocumentPanel documentId={search.document} onClose={() => change({ document: undefined })} />
        </Suspense>
      )}
    </div>
  )
}

interface DocumentsProperties {
  readonly search: LogSearch
  readonly storageId: string
  readonly onText: (text: string) => void
  readonly onOpen: (documentId: number) => void
}

function Documents({ search, storageId, onText, onOpen }: DocumentsProperties) {
  const filter = filterOf(search, storageId)
  const documents = useDocuments(filter)
  return (
    <DocumentList
      documents={documents}
      text={search.text ?? ''}
      filtered={Boolean(search.text || search.kind || search.from || search.to || search.unsent || search.finding)}
      selectedId={search.document}
      onText={onText}
      onOpen={onOpen}
      actions={<ExportMenu filter={filter} documentId={search.document} />}
    />
  )
}

/** Leaves out what is not there: addresses stay short. */
function without<T extends object>(search: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as never
}
