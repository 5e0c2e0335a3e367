import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { ArrowLeftRight, Play, RotateCcw, Square } from 'lucide-react'
import type { Check, CheckResult, CheckRun } from '../../../electron/contract/checks.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { ConsentDialog, type ConsentRequest } from '../../ui/consent-dialog.tsx'
import { EvidenceList } from '../../ui/evidence-list.tsx'
import { FailurePanel, Note } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { checkState, checkTitle, healthOfVerdict, reasonText } from './check-texts.ts'
import { InteractionPrompt } from './interaction-prompt.tsx'
import { PersonQuestion } from './person-question.tsx'
import { useCheckRun } from './use-checks.ts'
import styles from './check-runner.module.css'

/** Runs one check where it stands: consent, what to do now, what is seen, the question, the verdict. */
export function CheckRunner({ check }: { readonly check: Check }) {
  const words = useWords()
  const { run, start, answer, cancel } = useCheckRun(check)
  const [consent, setConsent] = useState<ConsentRequest>()
  const running = run !== undefined && run.state !== 'finished'
  const result = running ? undefined : (run?.result ?? check.last)
  const begin = () => {
    if (check.needsConsent && check.operation) {
      setConsent({ operation: check.operation, subject: { checkId: check.id }, about: checkTitle(check.id, words) })
    } else start.mutate(undefined)
  }
  return (
    <div className={styles.runner}>
      {running ? (
        <RunningCheck run={run} onAnswer={answer.mutate} onCancel={() => cancel.mutate()} />
      ) : (
        <>
          {result && <CheckOutcome result={result} />}
          {check.unavailable ? (
            <Note>
              {checkState(check, words).text}
              {check.missingBecause && <p className={styles.small}>{words.local(check.missingBecause)}</p>}
            </Note>
          ) : (
            <div className={styles.actions}>
              <Button
                variant={result?.verdict === 'passed' ? 'plain' : 'primary'}
                icon={result ? <RotateCcw aria-hidden /> : <Play aria-hidden />}
                isPending={start.isPending}
                onPress={begin}
              >
                {words.t(result ? 'ui.check.runAgain' : 'ui.check.run')}
              </Button>
            </div>
          )}
        </>
      )}
      {start.isError && <FailurePanel compact failure={failureOf(start.error)} onRetry={begin} />}
      {[answer, cancel].map(
        (action, index) =>
          action.isError && (
            <FailurePanel key={index} compact failure={failureOf(action.error)} onRetry={action.reset} />
          ),
      )}
      <ConsentDialog request={consent} onClose={() => setConsent(undefined)} onConsent={(id) => start.mutate(id)} />
    </div>
  )
}

interface RunningProperties {
  readonly run: CheckRun
  readonly onAnswer: (answer: 'yes' | 'no') => void
  readonly onCancel: () => void
}

function RunningCheck({ run, onAnswer, onCancel }: RunningProperties) {
  const words = useWords()
  return (
    <div className={styles.running}>
      <StatusMark
        health="in-progress"
        word={words.t(run.state === 'ask-person' ? 'ui.check.asking' : 'ui.check.running')}
      />
      {run.state === 'running' && <InteractionPrompt interaction={run.interaction} />}
      <div aria-live="polite">
        <EvidenceList evidence={run.evidence} />
      </div>
      {run.state === 'ask-person' && <PersonQuestion question={run.question} onAnswer={onAnswer} />}
      <div className={styles.actions}>
        <Button icon={<Square aria-hidden />} onPress={onCancel}>
          {words.t('ui.check.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Verdict and what it rests on. */
export function CheckOutcome({ result }: { readonly result: CheckResult }) {
  const words = useWords()
  const reason = reasonText(result, words)
  return (
    <div className={styles.outcome}>
      <div className={styles.verdict} role="status">
        <StatusMark health={healthOfVerdict[result.verdict]} word={words.t(`ui.check.verdict.${result.verdict}`)} />
        <span className={styles.when}>{formatInstant(result.finishedAt)}</span>
      </div>
      {reason && <p>{reason}</p>}
      {result.failure && (
        <FailurePanel compact failure={{ ...result.failure, ...(result.next && { next: result.next }) }} />
      )}
      <EvidenceList evidence={result.evidence} />
      {result.answeredByPerson && <p className={styles.small}>{words.t('ui.check.answeredByPerson')}</p>}
      {result.traffic && (
        <Link
          to="/traffic"
          search={{ role: result.role, first: result.traffic.first, last: result.traffic.last }}
          className={styles.link ?? ''}
        >
          <ArrowLeftRight aria-hidden />
          {words.t('ui.check.showExchange')}
        </Link>
      )}
    </div>
  )
}
