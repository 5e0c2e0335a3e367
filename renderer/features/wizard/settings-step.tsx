import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FilePen, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { SettingsPreview } from '../../../electron/contract/wizard.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api, client } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { ConsentDialog, type ConsentRequest } from '../../ui/consent-dialog.tsx'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { DiffView } from './diff-view.tsx'
import { StepHeading } from './step-heading.tsx'
import styles from './settings-step.module.css'

/** What will be written for the POS software, before it is written, and the way back after. */
export function SettingsStep() {
  const { t } = useWords()
  const previews = useQuery(api.posSettings.preview.queryOptions({ staleTime: 0 }))
  return (
    <>
      <StepHeading title={t('ui.wizard.steps.settings.title')} text={t('ui.wizard.steps.settings.text')} />
      {previews.isError ? (
        <FailurePanel failure={failureOf(previews.error)} onRetry={() => void previews.refetch()} />
      ) : !previews.data ? (
        <Skeleton lines={6} />
      ) : previews.data.length === 0 ? (
        <EmptyState title={t('ui.wizard.settings.none')} text={t('ui.wizard.settings.noneText')} />
      ) : (
        previews.data.map((preview) => <SettingsTarget key={preview.targetId} preview={preview} />)
      )}
    </>
  )
}

function SettingsTarget({ preview }: { readonly preview: SettingsPreview }) {
  const words = useWords()
  const { t } = words
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState<ConsentRequest & { action: 'write' | 'undo' }>()
  const perform = useMutation({
    mutationFn: ({ action, consentId }: { action: 'write' | 'undo'; consentId: string }) =>
      action === 'write'
        ? client.posSettings.write({ targetId: preview.targetId, digest: preview.digest, consentId })
        : client.posSettings.undo({ targetId: preview.targetId, consentId }),
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: api.posSettings.preview.key() })
      await queryClient.invalidateQueries({ queryKey: api.wizard.get.key() })
    },
  })
  const ask = (action: 'write' | 'undo') =>
    setAsking({
      action,
      operation: `settings.${action}`,
      subject: {
        targetId: preview.targetId,
        path: preview.path,
        title: words.local(preview.title),
        ...(action === 'write' && { digest: preview.digest }),
      },
      about: preview.path,
    })
  const backup = preview.backups[0]
  return (
    <section className={styles.target} aria-label={words.local(preview.title)}>
      <header className={styles.head}>
        <div>
          <h2>{words.local(preview.title)}</h2>
          <p className={styles.path}>{preview.path}</p>
        </div>
        {preview.changed ? (
          <StatusMark
            health="attention"
            word={t(preview.exists ? 'ui.wizard.settings.differs' : 'ui.wizard.settings.absent')}
          />
        ) : (
          <StatusMark health="works" word={t('ui.wizard.settings.written')} />
        )}
      </header>
      <DiffView lines={preview.lines} label={t('ui.wizard.settings.diff', { path: preview.path })} />
      {perform.isError && <FailurePanel compact failure={failureOf(perform.error)} onRetry={perform.reset} />}
      <div className={styles.actions}>
        {preview.changed && (
          <Button
            variant="primary"
            icon={<FilePen aria-hidden />}
            isPending={perform.isPending}
            onPress={() => ask('write')}
          >
            {t('ui.wizard.settings.write')}
          </Button>
        )}
        {backup && (
          <Button icon={<Undo2 aria-hidden />} isPending={perform.isPending} onPress={() => ask('undo')}>
            {t('ui.wizard.settings.undo', { time: formatInstant(backup.at) })}
          </Button>
        )}
      </div>
      {backup && <p className={styles.path}>{t('ui.wizard.settings.backup', { path: backup.path })}</p>}
      <ConsentDialog
        request={asking}
        onClose={() => setAsking(undefined)}
        onConsent={(consentId) => asking && perform.mutate({ action: asking.action, consentId })}
      />
    </section>
  )
}
