import { useState } from 'react'
import { TextField } from '../../ui/field.tsx'

interface Properties<T extends string | number> {
  readonly label: string
  readonly value: T | undefined
  readonly parse: (text: string) => T | undefined
  readonly show: (value: T) => string
  readonly problem: string
  readonly maxLength: number
  readonly onChange: (value: T | undefined) => void
}

/** A value as it is typed; half of one filters nothing yet. */
export function TypedField<T extends string | number>(props: Properties<T>) {
  const { label, value, parse, show, problem, maxLength, onChange } = props
  const [typed, setTyped] = useState(value === undefined ? '' : show(value))
  const [left, setLeft] = useState(true)
  const settled = left && parse(typed) !== value
  const shown = settled && value !== undefined ? show(value) : settled && parse(typed) !== undefined ? '' : typed
  return (
    <TextField
      label={label}
      value={shown}
      inputMode="decimal"
      maxLength={maxLength}
      problem={left && shown !== '' && parse(shown) === undefined ? problem : undefined}
      onBlur={() => setLeft(true)}
      onChange={(text) => {
        setLeft(false)
        setTyped(text)
        const parsed = parse(text)
        if (text.trim() === '') onChange(undefined)
        else if (parsed !== undefined) onChange(parsed)
      }}
    />
  )
}
