import { ArrowLeft, ArrowRight, Ban, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Wizard } from '../../../electron/contract/wizard.ts'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import { SkipRoleDialog } from './skip-role-dialog.tsx'
import { blockedReasons, isRole, stepBefore } from './steps.ts'
import type { WizardActions } from './use-wizard.ts'
import styles from './wizard-footer.module.css'

/** More than these would not be read, only seen. */
const shownReasons = 2

type FooterActions = Pick<WizardActions, 'go' | 'complete' | 'skip' | 'unskip'>

/** Back and next. Where next is off, the reason stands beside it, in words. */
export function WizardFooter({ wizard, actions }: { readonly wizard: Wizard; readonly actions: FooterActions }) {
  const words = useWords()
  const [skipping, setSkipping] = useState(false)
  const { step } = wizard
  const back = stepBefore(wizard)
  const reasons = blockedReasons(wizard, words)
  const skipped = wizard.skipped.find(({ role }) => role === step)
  const last = wizard.steps.at(-1)?.step === step
  const { complete, go, skip, unskip } = actions
  return (
    <footer className={styles.footer}>
      {[complete, skip, unskip].map(
        (action, index) => action.isError && <FailurePanel key={index} compact failure={failureOf(action.error)} />,
      )}
      <div className={styles.bar}>
        <Button
          icon={<ArrowLeft aria-hidden />}
          isDisabled={!back || go.isPending}
          onPress={() => back && go.mutate(back)}
        >
          {words.t('ui.wizard.back')}
        </Button>
        {isRole(step) &&
          (skipped ? (
            <Button variant="quiet" icon={<Undo2 aria-hidden />} onPress={() => unskip.mutate(step)}>
              {words.t('ui.wizard.unskip')}
            </Button>
          ) : (
            <Button variant="quiet" icon={<Ban aria-hidden />} onPress={() => setSkipping(true)}>
              {words.t('ui.wizard.skip')}
            </Button>
          ))}
        <div className={styles.reason} id="wizard-next-reason" aria-live="polite">
          {reasons.length > 0 && (
            <>
              <strong>{words.t('ui.wizard.blockedLead')}</strong> {reasons.slice(0, shownReasons).join(' ')}
              {reasons.length > shownReasons &&
                ` ${words.t('ui.wizard.blockedMore', { count: reasons.length - shownReasons })}`}
            </>
          )}
        </div>
        {!(last && wizard.finishedAt) && (
          <Button
            variant="primary"
            icon={<ArrowRight aria-hidden />}
            isDisabled={reasons.length > 0}
            isPending={complete.isPending}
            aria-describedby="wizard-next-reason"
            onPress={() => complete.mutate(step)}
          >
            {words.t(last ? 'ui.wizard.finish' : 'ui.wizard.next')}
          </Button>
        )}
      </div>
      {isRole(step) && (
        <SkipRoleDialog
          role={step}
          isOpen={skipping}
          onClose={() => setSkipping(false)}
          onSkip={(reason) => {
            setSkipping(false)
            skip.mutate({ role: step, reason })
          }}
        />
      )}
    </footer>
  )
}
