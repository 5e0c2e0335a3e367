import { useState } from 'react'
import type { BenchControl } from '../../../electron/contract/bench.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { NumberField, TextField } from '../../ui/field.tsx'
import styles from './bench-control.module.css'

export type ControlValue = string | number | boolean

interface Properties {
  readonly control: BenchControl
  /** What the device says of itself under the same name, if it does. */
  readonly state: ControlValue | undefined
  readonly onControl: (value: ControlValue | undefined) => void
}

/** One thing that can be done to a simulated device, by the kind of its parameter. */
export function BenchControlView({ control, state, onControl }: Properties) {
  const words = useWords()
  const { parameter } = control
  const label = words.local(control.label)
  switch (parameter?.kind) {
    case undefined:
      return <Button onPress={() => onControl(undefined)}>{label}</Button>
    case 'yes-no':
      return <YesNo label={label} state={state} onControl={onControl} />
    case 'number':
      return <NumberControl label={label} parameter={parameter} onControl={onControl} />
    case 'text':
      return <TextControl label={label} parameter={parameter} onControl={onControl} />
  }
}

function YesNo({
  label,
  state,
  onControl,
}: {
  readonly label: string
  readonly state: ControlValue | undefined
  readonly onControl: (value: boolean) => void
}) {
  const [told, setTold] = useState(false)
  return (
    <Switch
      value={typeof state === 'boolean' ? state : told}
      onChange={(value) => {
        setTold(value)
        onControl(value)
      }}
    >
      {label}
    </Switch>
  )
}

type ParameterOf<K extends string> = Extract<NonNullable<BenchControl['parameter']>, { kind: K }>

function NumberControl({
  label,
  parameter,
  onControl,
}: {
  readonly label: string
  readonly parameter: ParameterOf<'number'>
  readonly onControl: (value: number) => void
}) {
  const words = useWords()
  const [value, setValue] = useState(parameter.default)
  return (
    <div className={styles.control}>
      <NumberField
        label={label}
        value={value}
        onChange={setValue}
        minimum={parameter.minimum}
        maximum={parameter.maximum}
        unit={words.local(parameter.unit)}
        decreaseLabel={words.t('ui.actions.decrease')}
        increaseLabel={words.t('ui.actions.increase')}
      />
      <Button onPress={() => onControl(value)}>{label}</Button>
    </div>
  )
}

function TextControl({
  label,
  parameter,
  onControl,
}: {
  readonly label: string
  readonly parameter: ParameterOf<'text'>
  readonly onControl: (value: string) => void
}) {
  const words = useWords()
  const [value, setValue] = useState(parameter.default)
  return (
    <div className={styles.control}>
      {parameter.samples && parameter.samples.length > 0 && (
        <div className={styles.samples} role="group" aria-label={words.t('ui.bench.samples')}>
          {parameter.samples.map((sample) => (
            <Button key={sample.value} onPress={() => onControl(sample.value)}>
              {words.local(sample.label)}
            </Button>
          ))}
        </div>
      )}
      <TextField label={words.t('ui.bench.own')} value={value} onChange={setValue} mono maxLength={4000} />
      <Button isDisabled={value === ''} onPress={() => onControl(value)}>
        {label}
      </Button>
    </div>
  )
}
