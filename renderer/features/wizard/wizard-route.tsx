import { CircleDot, FilePlus2, Lock, MinusCircle } from 'lucide-react'
import { useState } from 'react'
import type { Wizard, WizardStep } from '../../../electron/contract/wizard.ts'
import { useWords, type Words } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { healthIcons } from '../../ui/status-mark.tsx'
import { stepTitle } from './steps.ts'
import styles from './wizard-route.module.css'

interface Properties {
  readonly wizard: Wizard
  readonly onGo: (step: WizardStep) => void
  readonly onStartNew: () => void
}

/** The chapters and how each stands; what can be reached can be pressed. */
export function WizardRoute({ wizard, onGo, onStartNew }: Properties) {
  const words = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <nav className={styles.route} aria-label={words.t('ui.wizard.route')}>
      <ol>
        {wizard.steps.map((step, index) => (
          <li key={step.step}>
            <button
              type="button"
              className={styles.step}
              data-state={step.state}
              aria-current={step.step === wizard.step ? 'step' : undefined}
              disabled={step.state === 'locked'}
              onClick={() => onGo(step.step)}
            >
              <StepIcon step={step} index={index} />
              <span className={styles.names}>
                <span>{stepTitle(step.step, words)}</span>
                <span className={styles.state}>{stateWord(step, words)}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      <Button variant="quiet" icon={<FilePlus2 aria-hidden />} onPress={() => setAsking(true)}>
        {words.t('ui.wizard.startNew')}
      </Button>
      <Dialog
        role="alertdialog"
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={words.t('ui.wizard.startNewTitle')}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{words.t('ui.wizard.stay')}</Button>
            <Button
              variant="primary"
              onPress={() => {
                setAsking(false)
                onStartNew()
              }}
            >
              {words.t('ui.wizard.startNewConfirm')}
            </Button>
          </>
        }
      >
        <p>{words.t('ui.wizard.startNewText')}</p>
      </Dialog>
    </nav>
  )
}

type Step = Wizard['steps'][number]

function StepIcon({ step, index }: { readonly step: Step; readonly index: number }) {
  if (step.state === 'current') return <CircleDot aria-hidden className={styles.current} />
  if (step.state === 'skipped') return <MinusCircle aria-hidden />
  if (step.state === 'locked') return <Lock aria-hidden />
  if (step.state === 'done') {
    const Icon = healthIcons[step.health === 'not-checked' ? 'works' : step.health]
    return <Icon aria-hidden className={styles[step.health]} />
  }
  return (
    <span className={styles.number} aria-hidden>
      {index + 1}
    </span>
  )
}

function stateWord(step: Step, words: Words): string {
  if (step.state === 'done' && (step.health === 'attention' || step.health === 'fails'))
    return words.t(`ui.health.${step.health}`)
  return words.t(`ui.wizard.state.${step.state}`)
}
