import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  Label,
  Radio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
} from 'react-aria-components'
import { classNames } from './class-names.ts'
import { FieldNotes } from './field.tsx'
import styles from './choice.module.css'

interface ChoiceOption<V extends string> {
  readonly value: V
  readonly label: ReactNode
  readonly note?: ReactNode
}

interface GroupProperties<V extends string> {
  readonly label: string
  readonly options: readonly ChoiceOption<V>[]
  readonly hint?: string
  readonly problem?: string | undefined
  /** Side by side, as one control. */
  readonly segmented?: boolean
}

export function RadioGroup<V extends string>(
  props: GroupProperties<V> & { readonly value: V | undefined; readonly onChange: (value: V) => void },
) {
  return (
    <AriaRadioGroup
      className={styles.group ?? ''}
      value={props.value ?? null}
      onChange={(value) => props.onChange(value as V)}
    >
      <Label className={styles.legend}>{props.label}</Label>
      <div className={props.segmented ? styles.segments : styles.list}>
        {props.options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className={(props.segmented ? styles.segment : styles.choice) ?? ''}
          >
            {!props.segmented && <span className={styles.radio} aria-hidden />}
            <ChoiceText option={option} />
          </Radio>
        ))}
      </div>
      <FieldNotes hint={props.hint} problem={props.problem} />
    </AriaRadioGroup>
  )
}

export function CheckboxGroup<V extends string>(
  props: GroupProperties<V> & { readonly value: readonly V[]; readonly onChange: (value: V[]) => void },
) {
  return (
    <AriaCheckboxGroup
      className={styles.group ?? ''}
      value={[...props.value]}
      onChange={(value) => props.onChange(value as V[])}
    >
      <Label className={styles.legend}>{props.label}</Label>
      <div className={classNames(styles.list, styles.columns)}>
        {props.options.map((option) => (
          <AriaCheckbox key={option.value} value={option.value} className={styles.choice ?? ''}>
            <span className={styles.box} aria-hidden>
              <Check />
            </span>
            <ChoiceText option={option} />
          </AriaCheckbox>
        ))}
      </div>
      <FieldNotes hint={props.hint} problem={props.problem} />
    </AriaCheckboxGroup>
  )
}

function ChoiceText<V extends string>({ option }: { readonly option: ChoiceOption<V> }) {
  return (
    <span>
      {option.label}
      {option.note !== undefined && <small className={styles.note}>{option.note}</small>}
    </span>
  )
}

interface SwitchProperties {
  readonly value: boolean
  readonly onChange: (value: boolean) => void
  readonly children: ReactNode
  readonly isDisabled?: boolean
}

export function Switch({ value, onChange, children, isDisabled = false }: SwitchProperties) {
  return (
    <AriaSwitch className={styles.choice ?? ''} isSelected={value} onChange={onChange} isDisabled={isDisabled}>
      <span className={styles.switch} aria-hidden />
      <span>{children}</span>
    </AriaSwitch>
  )
}
