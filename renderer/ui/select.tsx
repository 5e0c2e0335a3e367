import { Check, ChevronDown } from 'lucide-react'
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components'
import { FieldNotes } from './field.tsx'
import styles from './field.module.css'

export interface Option<V extends string> {
  readonly value: V
  readonly label: string
  readonly note?: string | undefined
}

interface Properties<V extends string> {
  readonly label: string
  readonly options: readonly Option<V>[]
  readonly value: V | undefined
  readonly onChange: (value: V) => void
  readonly placeholder?: string
  readonly hint?: string
  readonly problem?: string | undefined
}

export function Select<V extends string>({
  label,
  options,
  value,
  onChange,
  placeholder,
  hint,
  problem,
}: Properties<V>) {
  return (
    <AriaSelect
      className={styles.field ?? ''}
      value={value ?? null}
      onChange={(key) => key !== null && onChange(key as V)}
      isInvalid={problem !== undefined}
      {...(placeholder !== undefined && { placeholder })}
    >
      <Label className={styles.label}>{label}</Label>
      <Button className={styles.trigger ?? ''}>
        <SelectValue className={styles.value ?? ''}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronDown aria-hidden />
      </Button>
      <FieldNotes hint={hint} problem={problem} />
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.options ?? ''} items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={styles.option ?? ''}>
              {({ isSelected }) => (
                <>
                  <span>
                    <Text slot="label">{option.label}</Text>
                    {option.note && <small>{option.note}</small>}
                  </span>
                  {isSelected && <Check aria-hidden />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
