import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Storage } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Screen } from '../../ui/screen.tsx'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { chosenStorages } from './chosen-storages.ts'
import { DocumentList } from './document-list.tsx'
import { ExportMenu } from './export-menu.tsx'
import { conditionCount, filterOf, logViews, type LogSearch, type LogSearchChange, type LogView } from './filters.ts'
import { FindingsRibbon } from './findings-ribbon.tsx'
import { ImportButton } from './import-button.tsx'
import { IntegrityPanel } from './integrity-panel.tsx'
import { LogSources } from './log-sources.tsx'
import { PeriodList } from './period-list.tsx'
import { ReadButton, ReadingPanel } from './reading-panel.tsx'
import { useDocuments } from './use-documents.ts'
import { useRefreshOnChange } from './use-refresh.ts'
import styles from './fiscal-log-screen.module.css'

const DocumentPanel = lazy(async () => ({ default: (await import('./document-panel.tsx')).DocumentPanel }))

/** «Журнал»: storages and filters; documents, shifts, days, integrity; the document. */
export function FiscalLogScreen() {
  const { t } = useWords()
  const search: LogSearch = useSearch({ from: '/log' })
  const navigate = useNavigate({ from: '/log' })
  useRefreshOnChange()
  const storages = useQuery(api.fiscalLog.storages.queryOptions({ staleTime: 5_000 }))
  const change = (part: LogSearchChange) => void navigate({ search: without({ ...search, ...part }), replace: true })
  if (!storages.data || storages.data.length === 0) {
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
  const chosen = chosenStorages(storages.data, search.storage)
  return (
    <div className={styles.layout}>
      <LogSources storages={storages.data} chosen={chosen} search={search} onChange={change} />
      <section className={styles.middle} aria-label={t('ui.log.list')}>
        <div className={styles.notices}>
          <ReadingPanel />
        </div>
        <Views search={search} chosen={chosen} all={storages.data} onChange={change} />
      </section>
      {search.document !== undefined && (
        <Suspense fallback={null}>
          <DocumentPanel documentId={search.document} onClose={() => change({ document: undefined })} />
        </Suspense>
      )}
    </div>
  )
}

interface ViewsProperties {
  readonly search: LogSearch
  readonly chosen: readonly Storage[]
  readonly all: readonly Storage[]
  readonly onChange: (part: LogSearchChange) => void
}

/** The same documents as a list, by shift, by day, and as a whole that can be believed or not. */
function Views({ search, chosen, all, onChange }: ViewsProperties) {
  const { t } = useWords()
  const storageIds = chosen.length === all.length && all.length > 1 ? [] : chosen.map(({ storageId }) => storageId)
  const filter = filterOf(search, storageIds)
  const periods = { filter, severalStorages: chosen.length > 1, onOpen: onChange }
  const content = {
    documents: (
      <Documents key={storageIds.join()} search={search} storageIds={storageIds} chosen={chosen} onChange={onChange} />
    ),
    shifts: <PeriodList {...periods} by="shift" />,
    days: <PeriodList {...periods} by="day" />,
    integrity: <IntegrityPanel storages={chosen} onChange={onChange} />,
  } satisfies Record<LogView, unknown>
  return (
    <Tabs<LogView>
      label={t('ui.log.views')}
      value={search.view ?? 'documents'}
      onChange={(view) => onChange({ view: view === 'documents' ? undefined : view })}
      tabs={logViews.map((view) => ({ id: view, label: t(`ui.log.viewNames.${view}`), content: content[view] }))}
    />
  )
}

interface DocumentsProperties {
  readonly search: LogSearch
  readonly storageIds: readonly string[]
  readonly chosen: readonly Storage[]
  readonly onChange: (part: LogSearchChange) => void
}

function Documents({ search, storageIds, chosen, onChange }: DocumentsProperties) {
  const filter = filterOf(search, storageIds)
  const documents = useDocuments(filter)
  const [only] = chosen
  return (
    <div className={styles.documents}>
      {chosen.length === 1 && only && (
        <div className={styles.notices}>
          <FindingsRibbon
            storageId={only.storageId}
            rule={search.finding}
            onChange={(finding) => onChange({ finding })}
          />
        </div>
      )}
      <DocumentList
        documents={documents}
        text={search.text ?? ''}
        filtered={Boolean(search.text || search.finding || conditionCount(search) > 0)}
        selectedId={search.document}
        namesStorages={chosen.length > 1}
        onText={(text) => onChange({ text: text || undefined, document: undefined })}
        onOpen={(document) => onChange({ document })}
        actions={<ExportMenu filter={filter} documentId={search.document} />}
      />
    </div>
  )
}

/** Leaves out what is not there: addresses stay short. */
function without<T extends object>(search: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as never
}
