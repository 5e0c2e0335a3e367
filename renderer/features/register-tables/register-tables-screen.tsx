import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Screen } from '../../ui/screen.tsx'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { TableView } from './table-view.tsx'
import styles from './register-tables-screen.module.css'

/** The register's own settings: tables at the left, the rows of one at the right. */
export function RegisterTablesScreen() {
  const { t } = useWords()
  const search = useSearch({ from: '/tables' })
  const navigate = useNavigate({ from: '/tables' })
  const tables = useQuery(api.registerTables.list.queryOptions({ staleTime: 60_000 }))
  const chosen = tables.data?.find(({ number }) => number === search.table) ?? tables.data?.[0]
  return (
    <Screen
      title={t('ui.tables.title')}
      lead={t('ui.tables.lead')}
      actions={
        <Link to="/check" search={{ role: 'fiscal-register' }} className={styles.back ?? ''}>
          <ArrowLeft aria-hidden />
          {t('ui.tables.back')}
        </Link>
      }
    >
      {tables.isError ? (
        <FailurePanel failure={failureOf(tables.error)} onRetry={() => void tables.refetch()} />
      ) : !tables.data ? (
        <>
          <p role="status">{t('ui.tables.loading')}</p>
          <Skeleton lines={8} />
        </>
      ) : !chosen ? (
        <EmptyState title={t('ui.tables.none')} text={t('ui.tables.noneText')} />
      ) : (
        <div className={styles.layout}>
          <nav aria-label={t('ui.tables.tables')}>
            <ul className={styles.tables}>
              {tables.data.map((table) => (
                <li key={table.number}>
                  <button
                    type="button"
                    className={styles.table}
                    aria-current={table === chosen ? 'true' : undefined}
                    onClick={() => void navigate({ search: { table: table.number }, replace: true })}
                  >
                    <span className={styles.number}>{table.number}</span>
                    {table.title}
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <TableView key={chosen.number} table={chosen} />
        </div>
      )}
    </Screen>
  )
}
