import { useMutation } from '@tanstack/react-query'
import type { Replacement } from '../../../electron/contract/replacement.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import { ReadButton } from '../fiscal-log/reading-panel.tsx'
import { CashierForm } from './cashier-form.tsx'
import { FiscalAction } from './fiscal-action.tsx'
import { KeepFile } from './keep-file.tsx'
import { RegistrationForm } from './registration-form.tsx'
import { TaskList } from './task-list.tsx'

interface Properties {
  readonly step: Replacement['steps'][number]
  readonly replacement: Replacement
  readonly onChange: (replacement: Replacement) => void
}

/** What a person can press at a step. Steps that others do have nothing to press. */
export function StepAction({ step, replacement, onChange }: Properties) {
  const common = { replacement, onChange, isBlocked: step.blockedBy.length > 0 }
  switch (step.step) {
    case 'read':
      return <ReadButton />
    case 'verify':
      return <VerifyButton {...common} />
    case 'copy':
      return <KeepFile file="copy" {...common} />
    case 'shift':
      return (
        <>
          <CashierForm {...common} />
          <FiscalAction {...common} action="closeShift" />
        </>
      )
    case 'close':
      return (
        <>
          <CashierForm {...common} />
          <FiscalAction {...common} action="closeStorage" />
        </>
      )
    case 'report':
      return (
        <>
          <KeepFile file="closing-report" {...common} />
          <KeepFile file="final-copy" {...common} />
        </>
      )
    case 'register':
      return (
        <>
          <RegistrationForm {...common} />
          <FiscalAction {...common} action="register" />
        </>
      )
    case 'tax-office':
      return <TaskList {...common} />
    default:
      return null
  }
}

function VerifyButton({ replacement, onChange }: Omit<Properties, 'step'>) {
  const { t } = useWords()
  const verify = useMutation(api.replacement.verify.mutationOptions({ onSuccess: onChange }))
  const again = replacement.steps.some(({ step, evidence }) => step === 'verify' && evidence.length > 0)
  return (
    <>
      {verify.isError && <FailurePanel compact failure={failureOf(verify.error)} onRetry={verify.reset} />}
      <Button variant="primary" isPending={verify.isPending} onPress={() => verify.mutate(undefined)}>
        {t(again ? 'ui.replacement.verifyAgain' : 'ui.replacement.verify')}
      </Button>
    </>
  )
}
