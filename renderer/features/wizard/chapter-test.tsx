import type { UseQueryResult } from '@tanstack/react-query'
import type { Check } from '../../../electron/contract/checks.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { EffectBadge } from '../../ui/effect-badge.tsx'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { CheckRunner } from '../test-screen/check-runner.tsx'
import { checkState, checkText, checkTitle } from '../test-screen/check-texts.ts'
import { ScaleInstrument } from '../test-screen/scale-instrument.tsx'
import { ScannerInstrument } from '../test-screen/scanner-instrument.tsx'
import styles from './chapter-test.module.css'

/** The required checks of a role, run in place. The first that is not passed is open. */
export function ChapterTest({ role, checks }: { readonly role: Role; readonly checks: UseQueryResult<Check[]> }) {
  const words = useWords()
  const readings = useLive(live.readings)
  if (checks.isError) return <FailurePanel failure={failureOf(checks.error)} onRetry={() => void checks.refetch()} />
  if (!checks.data) return <Skeleton lines={5} />
  const required = checks.data.filter((check) => check.role === role && check.required)
  if (required.length === 0)
    return <EmptyState title={words.t('ui.wizard.test.none')} text={words.t('ui.wizard.test.noneText')} />
  return (
    <div className={styles.test}>
      <ol className={styles.checks}>
        {required.map((check) => (
          <RequiredCheck key={check.id} check={check} />
        ))}
      </ol>
      {role === 'scale' && readings?.scale && (
        <aside className={styles.live}>
          <ScaleInstrument scale={readings.scale} />
        </aside>
      )}
      {role === 'scanner' && readings && (
        <aside className={styles.live}>
          <ScannerInstrument scans={readings.scans} />
        </aside>
      )}
    </div>
  )
}

function RequiredCheck({ check }: { readonly check: Check }) {
  const words = useWords()
  const state = checkState(check, words)
  const does = checkText(check.id, 'does', words)
  const instruction = checkText(check.id, 'instruction', words)
  return (
    <li className={styles.check}>
      <div className={styles.head}>
        <StatusMark health={state.health} word={state.text} iconOnly />
        <h2>{checkTitle(check.id, words)}</h2>
        <EffectBadge effect={check.effect} />
      </div>
      {check.last?.verdict !== 'passed' && (does || instruction) && (
        <p className={styles.text}>{[does, instruction].filter(Boolean).join(' ')}</p>
      )}
      <CheckRunner check={check} />
    </li>
  )
}
