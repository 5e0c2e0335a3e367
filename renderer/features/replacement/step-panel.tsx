import { RefreshCw } from 'lucide-react'
import type { Replacement } from '../../../electron/contract/replacement.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { Button } from '../../ui/button.tsx'
import { EvidenceList } from '../../ui/evidence-list.tsx'
import { FailurePanel, Note } from '../../ui/states.tsx'
import { StepAction } from './step-action.tsx'
import styles from './step-panel.module.css'

interface Properties {
  readonly replacement: Replacement
  readonly onChange: (replacement: Replacement) => void
}

/** The step that is due: what to do, what was seen, what stands in its way, and the button. */
export function StepPanel({ replacement, onChange }: Properties) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const step = replacement.steps.find(({ state }) => state === 'current') ?? replacement.steps.at(-1)
  if (!step) return null
  return (
    <section className={styles.panel} aria-label={t(`replacement.steps.${step.step}.title`)}>
      <header className={styles.head}>
        <h2>{t(`replacement.steps.${step.step}.title`)}</h2>
        <p>{t(`replacement.steps.${step.step}.text`)}</p>
      </header>
      {replacement.failure && step.step !== 'insert' && <FailurePanel compact failure={replacement.failure} />}
      <EvidenceList evidence={step.evidence} />
      {step.blockedBy.map((reason) => (
        <Note key={reason} tone="attention">
          {t(`replacement.blocked.${reason}`)}
        </Note>
      ))}
      <StepAction key={step.step} step={step} replacement={replacement} onChange={onChange} />
      {step.blockedBy.length > 0 && (
        <Button
          icon={<RefreshCw aria-hidden />}
          onPress={() => void queryClient.invalidateQueries({ queryKey: api.replacement.state.queryKey() })}
        >
          {t('ui.replacement.refresh')}
        </Button>
      )}
    </section>
  )
}
