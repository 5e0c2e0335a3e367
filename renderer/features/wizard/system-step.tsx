import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import type { SystemCheck } from '../../../electron/contract/system.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel, Skeleton } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { useOnChange } from '../../ui/use-on-change.ts'
import { StepHeading } from './step-heading.tsx'
import styles from './system-step.module.css'

/** What this computer has to have before any device is tried. */
export function SystemStep() {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const checks = useQuery(api.system.runChecks.queryOptions({ staleTime: 0 }))
  useOnChange(checks.dataUpdatedAt, () => void queryClient.invalidateQueries({ queryKey: api.wizard.get.key() }))
  return (
    <>
      <StepHeading
        title={t('ui.wizard.steps.system.title')}
        text={t('ui.wizard.steps.system.text')}
        actions={
          <Button icon={<RefreshCw aria-hidden />} isPending={checks.isFetching} onPress={() => void checks.refetch()}>
            {t('ui.wizard.system.again')}
          </Button>
        }
      />
      {checks.isError ? (
        <FailurePanel failure={failureOf(checks.error)} onRetry={() => void checks.refetch()} />
      ) : checks.data ? (
        <ul className={styles.list}>
          {checks.data.map((check) => (
            <SystemCheckRow key={check.id} check={check} />
          ))}
        </ul>
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  )
}

function SystemCheckRow({ check }: { readonly check: SystemCheck }) {
  const words = useWords()
  const base = `systemChecks.${check.id}`
  const seen = check.evidence.map((item) => {
    const { label, value } = words.evidence(item)
    return value === '' ? label : `${label}: ${value}`
  })
  return (
    <li className={styles.row}>
      <StatusMark health={check.health} />
      <div className={styles.text}>
        <p className={styles.title}>{words.t(`${base}.title`)}</p>
        {seen.length > 0 && <p className={styles.seen}>{seen.join(' · ')}</p>}
        {check.advice && (
          <p className={styles.advice}>
            {words.first(
              [`${base}.${check.advice}`, check.advice],
              Object.fromEntries(check.evidence.map(({ name, value }) => [name, value])),
            )}
          </p>
        )}
      </div>
    </li>
  )
}
