import { useMutation } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import type { SystemState } from '../../electron/contract/system.ts'
import { useWords } from '../i18n/use-words.ts'
import { api } from '../rpc/client.ts'
import { failureOf } from '../rpc/failure-of.ts'
import { Button } from '../ui/button.tsx'
import { FailurePanel } from '../ui/states.tsx'
import styles from './first-run-offer.module.css'

/** Nothing was ever connected: a person may look around on simulated devices first. */
export function FirstRunOffer({
  system,
  onAccepted,
}: {
  readonly system: SystemState
  readonly onAccepted: () => void
}) {
  const { t } = useWords()
  const [declined, setDeclined] = useState(false)
  // oxlint-disable-next-line react/hooks -- a procedure of the host, not a hook
  const goOver = useMutation(api.system.useBench.mutationOptions({ onSuccess: onAccepted }))
  if (declined) return null
  return (
    <section className={styles.offer} aria-label={t('ui.firstRun.title')}>
      <FlaskConical aria-hidden />
      <div className={styles.text}>
        <h2>{t('ui.firstRun.title')}</h2>
        <p>{t(system.bench ? 'ui.firstRun.textOnBench' : 'ui.firstRun.text')}</p>
        {goOver.isError && <FailurePanel compact failure={failureOf(goOver.error)} />}
      </div>
      {system.bench ? (
        <Button
          onPress={() => {
            setDeclined(true)
            onAccepted()
          }}
        >
          {t('ui.firstRun.showBench')}
        </Button>
      ) : (
        <Button isPending={goOver.isPending} onPress={() => goOver.mutate({ bench: true })}>
          {t('ui.firstRun.accept')}
        </Button>
      )}
      <Button variant="quiet" onPress={() => setDeclined(true)}>
        {t(system.bench ? 'ui.firstRun.hide' : 'ui.firstRun.decline')}
      </Button>
    </section>
  )
}
