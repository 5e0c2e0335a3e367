import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { live, useLive } from '../rpc/subscriptions.ts'
import { Skeleton } from '../ui/states.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { FirstRunOffer } from './first-run-offer.tsx'
import { usePreferences } from './preferences.ts'
import { Rail } from './rail.tsx'
import { RoleStrip } from './role-strip.tsx'
import { useHostRestart } from './use-host-restart.ts'
import styles from './frame.module.css'

const BenchPanel = lazy(() =>
  import('../features/bench/bench-panel.tsx').then(({ BenchPanel: component }) => ({ default: component })),
)

/** What stays on every screen: the rail, the role strip, the state of the line to the host. */
export function Frame() {
  const { t } = useWords()
  usePreferences()
  const system = useLive(live.system)
  const restart = useHostRestart(system)
  const [benchOpen, setBenchOpen] = useState(false)
  const content = useRef<HTMLElement>(null)
  const benchShown = benchOpen && system?.bench === true
  return (
    <div className={styles.frame}>
      <button className={styles.skip} type="button" onClick={() => content.current?.focus()}>
        {t('ui.frame.skip')}
      </button>
      <Rail bench={system?.bench ?? false} benchOpen={benchShown} onToggleBench={() => setBenchOpen(!benchOpen)} />
      <div className={styles.main}>
        <RoleStrip bench={system?.bench ?? false} />
        <ConnectionBanner restart={restart} />
        {system?.firstRun && !benchShown && <FirstRunOffer system={system} onAccepted={() => setBenchOpen(true)} />}
        <div className={styles.work}>
          <main ref={content} tabIndex={-1} className={styles.content}>
            <Suspense fallback={<Skeleton lines={6} />}>
              <Outlet />
            </Suspense>
          </main>
          {benchShown && (
            <Suspense fallback={null}>
              <BenchPanel onClose={() => setBenchOpen(false)} />
            </Suspense>
          )}
        </div>
      </div>
    </div>
  )
}
