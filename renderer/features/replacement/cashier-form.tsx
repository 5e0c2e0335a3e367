import { useMutation } from '@tanstack/react-query'
import type { Replacement } from '../../../electron/contract/replacement.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { TextField } from '../../ui/field.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import { useSavedDraft } from './use-saved-draft.ts'
import styles from './forms.module.css'

interface Properties {
  readonly replacement: Replacement
  readonly onChange: (replacement: Replacement) => void
}

/** Who stands in the documents as the one who made them. */
export function CashierForm({ replacement, onChange }: Properties) {
  const { t } = useWords()
  const save = useMutation(api.replacement.save.mutationOptions({ onSuccess: onChange }))
  const [cashier, change] = useSavedDraft(replacement.cashier, (value) => save.mutate({ cashier: value }))
  const problem = (field: 'cashierName' | 'cashierTaxpayerNumber', typed: string, judged: string) => {
    const key = replacement.problems[field]
    return key && typed === judged && (typed !== '' || field === 'cashierName')
      ? t(`replacement.problems.${key}`)
      : undefined
  }
  return (
    <fieldset className={styles.group}>
      <legend>{t('ui.replacement.cashier')}</legend>
      <div className={styles.row}>
        <TextField
          label={t('ui.replacement.cashierName')}
          value={cashier.name}
          maxLength={64}
          autoComplete="name"
          problem={problem('cashierName', cashier.name, replacement.cashier.name)}
          onChange={(name) => change({ name })}
        />
        <TextField
          label={t('ui.replacement.cashierTaxpayerNumber')}
          value={cashier.taxpayerNumber}
          maxLength={12}
          mono
          inputMode="numeric"
          problem={problem('cashierTaxpayerNumber', cashier.taxpayerNumber, replacement.cashier.taxpayerNumber)}
          onChange={(taxpayerNumber) => change({ taxpayerNumber })}
        />
      </div>
      {save.isError && <FailurePanel compact failure={failureOf(save.error)} onRetry={save.reset} />}
    </fieldset>
  )
}
