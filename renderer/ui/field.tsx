import { CircleAlert, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Group,
  Input,
  Label,
  NumberField as AriaNumberField,
  Text,
  TextField as AriaTextField,
} from 'react-aria-components'
import { classNames } from './class-names.ts'
import styles from './field.module.css'

interface Common {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong, in words. */
  readonly problem?: string | undefined
  readonly isDisabled?: boolean
}

export interface TextFieldProps extends Common {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  readonly inputMode?: 'text' | 'numeric' | 'decimal'
  readonly maxLength?: number
  readonly secret?: boolean
  readonly mono?: boolean
  readonly autoComplete?: string
}

export function TextField(props: TextFieldProps) {
  const { label, hint, problem, value, onChange, inputMode, maxLength, secret, mono } = props
  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={problem !== undefined}
      isDisabled={props.isDisabled ?? false}
      type={secret ? 'password' : 'text'}
      autoComplete={props.autoComplete ?? 'off'}
      {...(props.onBlur && { onBlur: props.onBlur })}
      {...(maxLength !== undefined && { maxLength })}
      {...(inputMode && { inputMode })}
    >
      <Label className={styles.label}>{label}</Label>
      <Input className={classNames(styles.input, mono && styles.mono)} />
      <FieldNotes hint={hint} problem={problem} />
    </AriaTextField>
  )
}

export interface NumberFieldProps extends Common {
  readonly value: number
  readonly onChange: (value: number) => void
  readonly minimum?: number
  readonly maximum?: number
  readonly step?: number
  readonly unit?: string | undefined
  readonly decreaseLabel: string
  readonly increaseLabel: string
}

export function NumberField(props: NumberFieldProps) {
  const { label, hint, problem, value, onChange, minimum, maximum, step, unit } = props
  return (
    <AriaNumberField
      className={styles.field ?? ''}
      value={value}
      onChange={(next) => onChange(Number.isNaN(next) ? (minimum ?? 0) : next)}
      isInvalid={problem !== undefined}
      isDisabled={props.isDisabled ?? false}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 6 }}
      {...(minimum !== undefined && { minValue: minimum })}
      {...(maximum !== undefined && { maxValue: maximum })}
      {...(step !== undefined && { step })}
    >
      <Label className={styles.label}>{unit ? `${label}, ${unit}` : label}</Label>
      <Group className={styles.group ?? ''}>
        <AriaButton slot="decrement" className={styles.stepper ?? ''} aria-label={props.decreaseLabel}>
          <Minus aria-hidden />
        </AriaButton>
        <Input className={classNames(styles.input, styles.number)} />
        <AriaButton slot="increment" className={styles.stepper ?? ''} aria-label={props.increaseLabel}>
          <Plus aria-hidden />
        </AriaButton>
      </Group>
      <FieldNotes hint={hint} problem={problem} />
    </AriaNumberField>
  )
}

export function FieldNotes({ hint, problem }: Pick<Common, 'hint' | 'problem'>) {
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      {problem !== undefined && (
        <Text slot="errorMessage" className={styles.problem}>
          <CircleAlert aria-hidden />
          <span>{problem}</span>
        </Text>
      )}
    </>
  )
}
