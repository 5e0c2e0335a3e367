import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Play, RotateCcw, Square } from 'lucide-react'
import type { Rehearsal } from '../../../electron/contract/checks.ts'
import type { Health } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { EvidenceList } from '../../ui/evidence-list.tsx'
import { roleIcons } from '../../ui/roles.ts'
import { FailurePanel, Skeleton } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { useOnChange } from '../../ui/use-on-change.ts'
import { InteractionPrompt } from '../test-screen/interaction-prompt.tsx'
import { PersonQuestion } from '../test-screen/person-question.tsx'
import { StepHeading } from './step-heading.tsx'
import styles from './rehearsal-step.module.css'

type Step = Rehearsal['steps'][number]

const healthOfState: Record<Step['state'], Health> = {
  waiting: 'not-checked',
  running: 'in-progress',
  'ask-person': 'in-progress',
  passed: 'works',
  attention: 'attention',
  failed: 'fails',
  'in-doubt': 'attention',
  skipped: 'not-checked',
  cancelled: 'not-checked',
}

/** Scan, weigh, ask the terminal, print: the whole till at once, without a fiscal trace. */
export function RehearsalStep() {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const rehearsal = useLive(live.rehearsal)
  const start = useMutation(api.rehearsal.start.mutationOptions())
  const answer = useMutation(api.rehearsal.answer.mutationOptions())
  const cancel = useMutation(api.rehearsal.cancel.mutationOptions())
  const state = rehearsal?.state
  useOnChange(state, () => void queryClient.invalidateQueries({ queryKey: api.wizard.get.key() }))
  if (!rehearsal) return <Skeleton lines={5} />
  const running = state === 'running'
  const active = running
    ? rehearsal.steps.find((step) => step.state === 'running' || step.state === 'ask-person')
    : undefined
  return (
    <>
      <StepHeading
        title={t('ui.wizard.steps.rehearsal.title')}
        text={t('ui.wizard.steps.rehearsal.text')}
        actions={
          running ? (
            <Button icon={<Square aria-hidden />} onPress={() => cancel.mutate(undefined)}>
              {t('ui.wizard.rehearsal.cancel')}
            </Button>
          ) : (
            <Button
              variant={state === 'finished' ? 'plain' : 'primary'}
              icon={state === 'idle' ? <Play aria-hidden /> : <RotateCcw aria-hidden />}
              isPending={start.isPending}
              onPress={() => start.mutate(undefined)}
            >
              {t(state === 'idle' ? 'ui.wizard.rehearsal.start' : 'ui.wizard.rehearsal.again')}
            </Button>
          )
        }
      />
      {[start, answer, cancel].map(
        (action, index) =>
          action.isError && (
            <FailurePanel key={index} compact failure={failureOf(action.error)} onRetry={action.reset} />
          ),
      )}
      <ol className={styles.chain}>
        {rehearsal.steps.map((step) => (
          <ChainStep key={step.id} step={step} />
        ))}
      </ol>
      {active && <p className={styles.todo}>{t(`ui.wizard.rehearsal.todo.${active.id}`)}</p>}
      {active?.state === 'running' && <InteractionPrompt interaction={active.interaction} />}
      {active?.state === 'ask-person' && (
        <PersonQuestion question={active.question} onAnswer={(given) => answer.mutate({ answer: given })} />
      )}
      {(state === 'finished' || state === 'cancelled') && (
        <p role="status">{t(`ui.wizard.rehearsal.${outcome(rehearsal)}`)}</p>
      )}
    </>
  )
}

function ChainStep({ step }: { readonly step: Step }) {
  const { t } = useWords()
  const Icon = roleIcons[step.role]
  return (
    <li className={styles.step} data-active={step.state === 'running' || step.state === 'ask-person' || undefined}>
      <Icon aria-hidden className={styles.icon} />
      <h2>{t(`ui.wizard.rehearsal.steps.${step.id}`)}</h2>
      <StatusMark health={healthOfState[step.state]} word={t(`ui.wizard.rehearsal.state.${step.state}`)} />
      <EvidenceList evidence={step.evidence} />
      {step.failure && <FailurePanel compact failure={step.failure} />}
    </li>
  )
}

function outcome(rehearsal: Rehearsal): 'cancelled' | 'failed' | 'attention' | 'passed' {
  if (rehearsal.state === 'cancelled') return 'cancelled'
  const states = rehearsal.steps.map(({ state }) => state)
  if (states.includes('failed')) return 'failed'
  return states.every((state) => state === 'passed' || state === 'skipped') ? 'passed' : 'attention'
}
