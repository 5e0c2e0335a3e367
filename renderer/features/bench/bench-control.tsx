import { Play } from 'lucide-react'
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
      return (
        <YesNo
          label={label}
          state={state}
          otherwise={control.kind === 'action' && parameter.default}
          onControl={onControl}
        />
      )
    case 'number':
      return <NumberControl label={label} parameter={parameter} onControl={onControl} />
    case 'text':
      return <TextControl label={label} parameter={parameter} onControl={onControl} />
  }
}

interface YesNoProperties {
  readonly label: string
  readonly state: ControlValue | undefined
  /** How a sound device stands whose state does not tell. */
  readonly otherwise: boolean
  readonly onControl: (value: boolean) => void
}

function YesNo({ label, state, otherwise, onControl }: YesNoProperties) {
  const [told, setTold] = useState(otherwise)
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

interface ValueProperties<K extends string, V> {
  readonly label: string
  readonly parameter: ParameterOf<K>
  readonly onControl: (value: V) => void
}

function NumberControl({ label, parameter, onControl }: ValueProperties<'number', number>) {
  const words = useWords()
  const [value, setValue] = useState(parameter.default)
  return (
    <div className={styles.number}>
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
      <Button icon={<Play aria-hidden />} aria-label={label} onPress={() => onControl(value)} />
    </div>
  )
}

function TextControl({ label, parameter, onControl }: ValueProperties<'text', string>) {
  const words = useWords()
  const [value, setValue] = useState(parameter.default)
  return (
    <fieldset className={styles.text}>
      <legend>{label}</legend>
      {parameter.samples && parameter.samples.length > 0 && (
        <div className={styles.samples}>
          {parameter.samples.map((sample) => (
            <Button key={sample.value} onPress={() => onControl(sample.value)}>
              {words.local(sample.label)}
            </Button>
          ))}
        </div>
      )}
      <div className={styles.number}>
        <TextField label={words.t('ui.bench.own')} value={value} onChange={setValue} mono maxLength={4000} />
        <Button
          icon={<Play aria-hidden />}
          aria-label={label}
          isDisabled={value === ''}
          onPress={() => onControl(value)}
        />
      </div>
    </fieldset>
  )
}
