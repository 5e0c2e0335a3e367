import { useMutation } from '@tanstack/react-query'
import type { RegistrationDraft, Replacement } from '../../../electron/contract/replacement.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { CheckboxGroup } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import { CashierForm } from './cashier-form.tsx'
import { useSavedDraft } from './use-saved-draft.ts'
import styles from './forms.module.css'

interface Properties {
  readonly replacement: Replacement
  readonly onChange: (replacement: Replacement) => void
}

type TextName = Exclude<keyof RegistrationDraft, 'taxSystems' | 'workMode' | 'extendedMode' | 'formatVersion'>

/** Bits of tag 1062; 8, ЕНВД, is no more. */
const taxSystems = [1, 2, 4, 16, 32] as const
const workModes = [1, 2, 4, 8, 16, 32] as const
const formats = ['1.05', '1.1', '1.2'] as const

/** The values of the registration, taken from the last one; all of it stands in the report. */
export function RegistrationForm({ replacement, onChange }: Properties) {
  const { t } = useWords()
  const save = useMutation(api.replacement.save.mutationOptions({ onSuccess: onChange }))
  const [draft, change] = useSavedDraft(replacement.draft, (value) => save.mutate({ draft: value }))
  const problem = (name: keyof RegistrationDraft) => {
    const key = replacement.problems[name]
    return key && draft[name] === replacement.draft[name] ? t(`replacement.problems.${key}`) : undefined
  }
  const text = (name: TextName, maxLength: number, mono = false) => (
    <TextField
      label={t(`ui.replacement.fields.${name}`)}
      value={draft[name]}
      maxLength={maxLength}
      mono={mono}
      {...(mono && { inputMode: 'numeric' as const })}
      problem={problem(name)}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <>
      <CashierForm replacement={replacement} onChange={onChange} />
      <fieldset className={styles.group}>
        <legend>{t('ui.replacement.numbers')}</legend>
        <div className={styles.row}>
          {text('registrationNumber', 16, true)}
          {text('taxpayerNumber', 12, true)}
          <Select
            label={t('ui.replacement.format')}
            value={draft.formatVersion}
            onChange={(formatVersion) => change({ formatVersion })}
            options={formats.map((value) => ({ value, label: value }))}
          />
        </div>
        <CheckboxGroup
          label={t('ui.replacement.taxSystems')}
          value={bitsOf(draft.taxSystems, taxSystems)}
          onChange={(bits) => change({ taxSystems: maskOf(bits) })}
          problem={problem('taxSystems')}
          options={taxSystems.map((bit) => ({ value: `${bit}`, label: t(`ui.replacement.taxSystem.${bit}`) }))}
        />
        <CheckboxGroup
          label={t('ui.replacement.workMode')}
          value={bitsOf(draft.workMode, workModes)}
          onChange={(bits) => change({ workMode: maskOf(bits) })}
          options={workModes.map((bit) => ({ value: `${bit}`, label: t(`ui.replacement.workModes.${bit}`) }))}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('ui.replacement.texts')}</legend>
        <div className={styles.row}>
          {text('organisation', 256)}
          {text('address', 256)}
          {text('place', 256)}
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('ui.replacement.operator')}</legend>
        <div className={styles.row}>
          {text('operatorName', 256)}
          {text('operatorTaxpayerNumber', 12, true)}
          {text('senderEmail', 64)}
          {text('taxOfficeSite', 256)}
        </div>
      </fieldset>
      {save.isError && <FailurePanel compact failure={failureOf(save.error)} onRetry={save.reset} />}
    </>
  )
}

const bitsOf = (mask: number, bits: readonly number[]): string[] => bits.filter((bit) => mask & bit).map(String)
const maskOf = (bits: readonly string[]): number => bits.reduce((mask, bit) => mask | Number(bit), 0)
