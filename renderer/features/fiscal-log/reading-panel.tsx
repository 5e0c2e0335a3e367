import { useMutation } from '@tanstack/react-query'
import { Download, Pause, Play, X } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { FailurePanel, Note } from '../../ui/states.tsx'
import styles from './reading-panel.module.css'

/** Starts reading what is missing, or goes on with it. */
export function ReadButton({
  missing,
  wide = false,
}: {
  readonly missing?: number | undefined
  readonly wide?: boolean
}) {
  const { t, number } = useWords()
  const reading = useLive(live.reading)
  const start = useMutation(api.fiscalLog.startReading.mutationOptions())
  const busy = reading?.state === 'reading'
  return (
    <>
      <Button
        wide={wide}
        variant={missing === 0 ? 'plain' : 'primary'}
        icon={<Download aria-hidden />}
        isPending={start.isPending}
        isDisabled={busy}
        onPress={() => start.mutate(undefined)}
      >
        {missing ? t('ui.log.readMissing', { count: missing, figure: number(missing) }) : t('ui.log.read')}
      </Button>
      {start.isError && (
        <FailurePanel compact failure={failureOf(start.error)} onRetry={() => start.mutate(undefined)} />
      )}
    </>
  )
}

/** Reading from the register: how far, how fast, how long still; pause, go on, give up. */
export function ReadingPanel() {
  const { t, number } = useWords()
  const reading = useLive(live.reading)
  const start = useMutation(api.fiscalLog.startReading.mutationOptions())
  const pause = useMutation(api.fiscalLog.pauseReading.mutationOptions())
  const cancel = useMutation(api.fiscalLog.cancelReading.mutationOptions())
  const [dismissed, setDismissed] = useState<object>()
  if (!reading || reading.state === 'idle' || reading.state === 'cancelled' || dismissed === reading) return null
  if (reading.state === 'failed' && reading.failure) {
    return (
      <div>
        <FailurePanel
          compact
          failure={reading.failure}
          onRetry={() => start.mutate(undefined)}
          isRetrying={start.isPending}
          actions={
            <span className={styles.kept}>
              {t('ui.log.keptSoFar', { figure: number(reading.done), count: reading.done })}
            </span>
          }
        />
      </div>
    )
  }
  if (reading.state === 'finished') {
    return (
      <div className={styles.finished} role="status">
        <Note tone="works">{t('ui.log.finished', { figure: number(reading.done), count: reading.done })}</Note>
        <Button
          variant="quiet"
          icon={<X aria-hidden />}
          aria-label={t('ui.actions.close')}
          onPress={() => setDismissed(reading)}
        />
      </div>
    )
  }
  const paused = reading.state === 'paused'
  return (
    <div>
      <Progress
        label={t(paused ? 'ui.log.paused' : 'ui.log.reading')}
        done={reading.done}
        total={reading.total}
        unit={t('ui.log.documentsUnit')}
        perSecond={paused ? undefined : reading.perSecond}
        secondsLeft={paused ? undefined : reading.secondsLeft}
        note={reading.current !== undefined && t('ui.log.current', { number: reading.current })}
        actions={
          <>
            {paused ? (
              <Button icon={<Play aria-hidden />} onPress={() => start.mutate(undefined)}>
                {t('ui.log.resume')}
              </Button>
            ) : (
              <Button icon={<Pause aria-hidden />} onPress={() => pause.mutate(undefined)}>
                {t('ui.log.pause')}
              </Button>
            )}
            <Button icon={<X aria-hidden />} onPress={() => cancel.mutate(undefined)}>
              {t('ui.log.cancel')}
            </Button>
          </>
        }
      />
    </div>
  )
}
