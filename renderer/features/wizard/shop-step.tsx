import { useForm } from '@tanstack/react-form'
import { useEffect, useRef, useState } from 'react'
import type { ShopDraft, Wizard } from '../../../electron/contract/wizard.ts'
import { useWords } from '../../i18n/use-words.ts'
import { CheckboxGroup } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { roles } from '../../ui/roles.ts'
import { Select } from '../../ui/select.tsx'
import { StepHeading } from './step-heading.tsx'
import { draftOf, valuesOf, type ShopValues } from './shop-form.ts'
import { problemText } from './steps.ts'
import styles from './shop-step.module.css'

const pauseOfTyping = 500
const software = ['1c-retail', '1c-trade', 'frontol', 'set-retail', 'other'] as const

interface Properties {
  readonly wizard: Wizard
  readonly save: (shop: ShopDraft) => Promise<unknown>
}

/** Shop, till and installer. Kept at every pause of typing, so that leaving loses nothing. */
export function ShopStep({ wizard, save }: Properties) {
  const words = useWords()
  const { t } = words
  const [defaultValues] = useState(() => valuesOf(wizard.shop))
  const form = useForm({ defaultValues })
  const saved = useAutosave(form.store, save)
  const judged = valuesOf(wizard.shop)
  // A field that nobody has been in is not wrong, it is empty; and a problem is told of the value that has it.
  const problem = (field: keyof ShopValues, meta: { isBlurred: boolean }, value: ShopValues[keyof ShopValues]) =>
    (meta.isBlurred || value !== '') && judged[field] === value ? problemText(wizard.problems[field], words) : undefined
  const text = (
    field: Exclude<keyof ShopValues, 'roles' | 'posSoftware'>,
    extra: { mono?: boolean; inputMode?: 'numeric'; maxLength: number; hint?: string },
  ) => (
    <form.Field name={field}>
      {({ state, handleChange, handleBlur }) => (
        <TextField
          label={t(`ui.wizard.shop.${field}`)}
          value={state.value}
          onChange={handleChange}
          onBlur={handleBlur}
          problem={problem(field, state.meta, state.value)}
          {...extra}
        />
      )}
    </form.Field>
  )
  return (
    <>
      <StepHeading title={t('ui.wizard.steps.shop.title')} text={t('ui.wizard.steps.shop.text')} />
      <div className={styles.columns}>
        <fieldset className={styles.group}>
          <legend>{t('ui.wizard.shop.shopGroup')}</legend>
          {text('organisation', { maxLength: 256 })}
          {text('taxpayerNumber', {
            maxLength: 12,
            mono: true,
            inputMode: 'numeric',
            hint: t('ui.wizard.shop.taxpayerNumberHint'),
          })}
          {text('address', { maxLength: 256 })}
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('ui.wizard.shop.tillGroup')}</legend>
          {text('till', { maxLength: 64, hint: t('ui.wizard.shop.tillHint') })}
          <form.Field name="posSoftware">
            {({ state, handleChange }) => (
              <Select
                label={t('ui.wizard.shop.posSoftware')}
                placeholder={t('ui.wizard.shop.choose')}
                value={state.value || undefined}
                onChange={handleChange}
                options={software.map((value) => ({ value, label: t(`ui.wizard.shop.software.${value}`) }))}
                problem={state.value ? problemText(wizard.problems['posSoftware'], words) : undefined}
              />
            )}
          </form.Field>
          <form.Subscribe selector={({ values }) => values.posSoftware === 'other'}>
            {(other) => other && text('posSoftwareName', { maxLength: 64 })}
          </form.Subscribe>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('ui.wizard.shop.installerGroup')}</legend>
          {text('installerName', { maxLength: 128 })}
          {text('installerOrganisation', { maxLength: 256 })}
        </fieldset>
      </div>
      <form.Field name="roles">
        {({ state, handleChange }) => (
          <CheckboxGroup
            label={t('ui.wizard.shop.roles')}
            value={state.value}
            onChange={handleChange}
            problem={problemText(wizard.problems['roles'], words)}
            options={roles.map((value) => ({ value, label: t(`ui.roles.${value}.full`) }))}
          />
        )}
      </form.Field>
      <p className={styles.saved} role="status">
        {t(`ui.wizard.saved.${saved}`)}
      </p>
    </>
  )
}

type Saved = 'saved' | 'saving' | 'not-saved'

/** Tells the host what was typed once the typing pauses, and at once when the step is left. */
function useAutosave(
  store: { readonly state: { readonly values: ShopValues }; subscribe(listener: () => void): { unsubscribe(): void } },
  save: (shop: ShopDraft) => Promise<unknown>,
): Saved {
  const [saved, setSaved] = useState<Saved>('saved')
  const saving = useRef(save)
  useEffect(() => {
    saving.current = save
  }, [save])
  useEffect(() => {
    let told = JSON.stringify(draftOf(store.state.values))
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      clearTimeout(timer)
      timer = undefined
      const draft = draftOf(store.state.values)
      const text = JSON.stringify(draft)
      if (text === told) return setSaved('saved')
      told = text
      setSaved('saving')
      saving.current(draft).then(
        () => setSaved('saved'),
        () => {
          told = ''
          setSaved('not-saved')
        },
      )
    }
    const subscription = store.subscribe(() => {
      if (JSON.stringify(draftOf(store.state.values)) === told) return
      clearTimeout(timer)
      timer = setTimeout(tell, pauseOfTyping)
    })
    return () => {
      subscription.unsubscribe()
      if (timer) tell()
    }
  }, [store])
  return saved
}
