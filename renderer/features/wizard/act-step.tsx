import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, FileCheck2 } from 'lucide-react'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api, client } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { saveBytes } from '../../ui/save-file.ts'
import { FailurePanel, Note, Skeleton } from '../../ui/states.tsx'
import { ActPaper } from './act-paper.tsx'
import { StepHeading } from './step-heading.tsx'
import styles from './act-step.module.css'

/** The acceptance act: seen first, then made, then kept as PDF. */
export function ActStep({ finishedAt }: { readonly finishedAt: string | undefined }) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const preview = useQuery(api.reports.previewAct.queryOptions({ staleTime: 0 }))
  const acts = useQuery(api.reports.acts.queryOptions({ staleTime: 0 }))
  const create = useMutation(
    api.reports.createAct.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.reports.key() })
        await queryClient.invalidateQueries({ queryKey: api.wizard.get.key() })
      },
    }),
  )
  const save = useMutation({
    mutationFn: async (actId: string) => {
      const { fileName, base64 } = await client.reports.actPdf({ actId })
      saveBytes(
        fileName,
        'application/pdf',
        Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
      )
    },
  })
  // What was made is shown; before that, what would be.
  const made = acts.data?.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
  return (
    <>
      {finishedAt && <Note tone="works">{t('ui.wizard.finished', { time: formatInstant(finishedAt) })}</Note>}
      <StepHeading
        title={t('ui.wizard.steps.act.title')}
        text={t('ui.wizard.steps.act.text')}
        actions={
          <Button
            variant={acts.data?.length ? 'plain' : 'primary'}
            icon={<FileCheck2 aria-hidden />}
            isPending={create.isPending}
            onPress={() => create.mutate(undefined)}
          >
            {t(acts.data?.length ? 'ui.wizard.act.createAgain' : 'ui.wizard.act.create')}
          </Button>
        }
      />
      {create.isError && <FailurePanel failure={failureOf(create.error)} onRetry={create.reset} />}
      {save.isError && <FailurePanel failure={failureOf(save.error)} onRetry={save.reset} />}
      {acts.data && acts.data.length > 0 && (
        <section className={styles.acts}>
          <h2>{t('ui.wizard.act.list')}</h2>
          <ul>
            {acts.data.map((act) => (
              <li key={act.actId}>
                <span>
                  {t('ui.wizard.act.number', { number: act.number })}
                  <small>{formatInstant(act.createdAt)}</small>
                </span>
                <Button
                  variant="quiet"
                  icon={<Download aria-hidden />}
                  isPending={save.isPending && save.variables === act.actId}
                  onPress={() => save.mutate(act.actId)}
                >
                  {t('ui.wizard.act.download')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {made ? (
        <ActPaper act={made} />
      ) : preview.isError ? (
        <FailurePanel failure={failureOf(preview.error)} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <ActPaper act={preview.data} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  )
}
