import { RefreshCw, Unplug, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatClock } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { useConnection } from '../rpc/connection-state.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import type { HostRestart } from './use-host-restart.ts'
import styles from './connection-banner.module.css'

/** Says when the host does not answer, since when, and that it was started anew. */
export function ConnectionBanner({ restart }: { readonly restart: HostRestart }) {
  const { t } = useWords()
  const connection = useConnection()
  const patient = usePatience(connection.kind === 'connecting', 3_000)
  if (connection.kind === 'refused') {
    return (
      <div className={classNames(styles.banner, styles.fails)} role="alert">
        <Unplug aria-hidden />
        <p>{t('ui.connection.refused')}</p>
      </div>
    )
  }
  if (connection.kind === 'lost' || patient) {
    return (
      <div className={classNames(styles.banner, styles.fails)} role="alert">
        <Unplug aria-hidden />
        <p>
          {connection.kind === 'lost'
            ? t('ui.connection.lost', { time: formatClock(new Date(connection.since).toISOString()) })
            : t('ui.connection.waiting')}
        </p>
      </div>
    )
  }
  if (!restart.at) return null
  return (
    <div className={classNames(styles.banner, styles.attention)} role="status">
      <RefreshCw aria-hidden />
      <p>{t('ui.connection.restarted', { time: formatClock(restart.at) })}</p>
      <Button variant="quiet" icon={<X aria-hidden />} aria-label={t('ui.actions.close')} onPress={restart.dismiss} />
    </div>
  )
}

function usePatience(waiting: boolean, milliseconds: number): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setTimeout(() => setOver(true), milliseconds)
    return () => {
      clearTimeout(timer)
      setOver(false)
    }
  }, [waiting, milliseconds])
  return over
}
