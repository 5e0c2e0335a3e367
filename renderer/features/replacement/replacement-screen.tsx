import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ReceiptText, Repeat } from 'lucide-react'
import type { Replacement } from '../../../electron/contract/replacement.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { Screen } from '../../ui/screen.tsx'
import { EmptyState, FailurePanel, Note, Skeleton } from '../../ui/states.tsx'
import { ReadingPanel } from '../fiscal-log/reading-panel.tsx'
import { AbandonButton } from './abandon-button.tsx'
import { ReplacementRoute } from './replacement-route.tsx'
import { StepPanel } from './step-panel.tsx'
import styles from './replacement-screen.module.css'

/** The register is asked again so often while the guide is open: documents are sent and storages changed without a word. */
const interval = 4_000

/** «Замена накопителя»: the steps, the one that is due, and what it needs. */
export function ReplacementScreen() {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const query = useQuery(api.replacement.state.queryOptions({ refetchInterval: interval, staleTime: 0 }))
  const keep = (state: Replacement) => queryClient.setQueryData(api.replacement.state.queryKey(), state)
  const begin = useMutation(api.replacement.begin.mutationOptions({ onSuccess: keep }))
  const replacement = query.data
  const running = replacement && replacement.state !== 'none'
  return (
    <Screen
      title={t('ui.replacement.title')}
      lead={running ? storages(replacement, t) : t('ui.replacement.lead')}
      actions={running && replacement.state === 'running' && <AbandonButton onDone={keep} />}
    >
      {query.isError && <FailurePanel failure={failureOf(query.error)} onRetry={() => void query.refetch()} />}
      {begin.isError && <FailurePanel failure={failureOf(begin.error)} onRetry={() => begin.mutate(undefined)} />}
      {!replacement ? (
        !query.isError && <Skeleton lines={8} />
      ) : !running ? (
        <EmptyState
          icon={<Repeat aria-hidden />}
          title={t('ui.replacement.title')}
          text={t('ui.replacement.beginText')}
          action={
            <Button variant="primary" isPending={begin.isPending} onPress={() => begin.mutate(undefined)}>
              {t('ui.replacement.begin')}
            </Button>
          }
        />
      ) : (
        <>
          {replacement.state === 'finished' && (
            <div className={styles.finished}>
              <Note tone="works">{t('ui.replacement.finished')}</Note>
              <Link to="/log" className={styles.link ?? ''}>
                <ReceiptText aria-hidden />
                {t('ui.replacement.openLog')}
              </Link>
              <Button isPending={begin.isPending} onPress={() => begin.mutate(undefined)}>
                {t('ui.replacement.another')}
              </Button>
            </div>
          )}
          <ReadingPanel />
          <div className={styles.layout}>
            <ReplacementRoute replacement={replacement} />
            <StepPanel replacement={replacement} onChange={keep} />
          </div>
        </>
      )}
    </Screen>
  )
}

function storages({ storageId, newStorageId }: Replacement, t: ReturnType<typeof useWords>['t']): string {
  const old = t('ui.replacement.storage', { number: storageId })
  return newStorageId ? `${old} → ${t('ui.replacement.newStorage', { number: newStorageId })}` : old
}
