import type { UseQueryResult } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Check } from '../../../electron/contract/checks.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { useOnChange } from '../../ui/use-on-change.ts'
import { CheckRow } from '../test-screen/check-list.tsx'
import { CheckRunner } from '../test-screen/check-runner.tsx'
import { checkText } from '../test-screen/check-texts.ts'
import { ScaleInstrument } from '../test-screen/scale-instrument.tsx'
import { ScannerInstrument } from '../test-screen/scanner-instrument.tsx'
import styles from './chapter-test.module.css'

/** The required checks of a role, run in place: the first that is due is open, the next one opens when it is done. */
export function ChapterTest({ role, checks }: { readonly role: Role; readonly checks: UseQueryResult<Check[]> }) {
  const words = useWords()
  const readings = useLive(live.readings)
  const required = checks.data?.filter((check) => check.role === role && check.required) ?? []
  const { openId, open, heading } = useOpenCheck(required)
  if (checks.isError) return <FailurePanel failure={failureOf(checks.error)} onRetry={() => void checks.refetch()} />
  if (!checks.data) return <Skeleton lines={5} />
  if (required.length === 0) {
    return <EmptyState title={words.t('ui.wizard.test.none')} text={words.t('ui.wizard.test.noneText')} />
  }
  return (
    <div className={styles.test}>
      <ol className={styles.checks}>
        {required.map((check) => (
          <li key={check.id} className={styles.check}>
            <CheckRow
              ref={check.id === openId ? heading : null}
              check={check}
              isOpen={check.id === openId}
              onPress={() => open(check.id)}
            />
            {check.id === openId && <OpenCheck check={check} />}
          </li>
        ))}
      </ol>
      {role === 'scale' && readings?.scale && (
        <aside className={styles.live}>
          <ScaleInstrument scale={readings.scale} />
        </aside>
      )}
      {role === 'scanner' && readings && (
        <aside className={styles.live}>
          <ScannerInstrument scans={readings.scans} canCheckMarking={false} />
        </aside>
      )}
    </div>
  )
}

function OpenCheck({ check }: { readonly check: Check }) {
  const words = useWords()
  const text = [checkText(check.id, 'does', words), checkText(check.id, 'instruction', words)].filter(Boolean).join(' ')
  return (
    <div className={styles.open}>
      {text !== '' && <p className={styles.text}>{text}</p>}
      <CheckRunner check={check} />
    </div>
  )
}

const isDone = ({ last }: Check) => last?.verdict === 'passed' || last?.verdict === 'attention'

/** Which check is open: the one a person chose, until it is done; else the first that is due. */
function useOpenCheck(required: readonly Check[]) {
  const [chosen, setChosen] = useState<{ id: string; runId: string | undefined }>()
  const picked = required.find(({ id }) => id === chosen?.id)
  const isOver = picked !== undefined && isDone(picked) && picked.last?.runId !== chosen?.runId
  const openId = (isOver ? undefined : picked?.id) ?? required.find((check) => !isDone(check))?.id
  const heading = useRef<HTMLButtonElement>(null)
  useOnChange(openId, () => {
    // The button that had the focus went with the check that closed.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  })
  return {
    openId,
    heading,
    open: (id: string) => setChosen({ id, runId: required.find((check) => check.id === id)?.last?.runId }),
  }
}
