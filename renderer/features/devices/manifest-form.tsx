import type { SettingField } from '../../../electron/contract/devices.ts'
import type { SettingValues } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Switch } from '../../ui/choice.tsx'
import { NumberField, TextField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

interface Properties {
  readonly fields: readonly SettingField[]
  readonly values: SettingValues
  readonly onChange: (values: SettingValues) => void
}

/** The form of a device's settings, made from its manifest. */
export function ManifestForm({ fields, values, onChange }: Properties) {
  const words = useWords()
  return fields.map((field) => {
    const value = values[field.name] ?? field.default
    const set = (next: string | number | boolean) => onChange({ ...values, [field.name]: next })
    const label = words.local(field.label)
    switch (field.kind) {
      case 'choice':
        return (
          <Select
            key={field.name}
            label={label}
            value={String(value)}
            onChange={set}
            options={field.options.map((option) => ({ value: option.value, label: words.local(option.label) }))}
          />
        )
      case 'whole-number':
        return (
          <NumberField
            key={field.name}
            label={label}
            value={Number(value)}
            onChange={set}
            minimum={field.minimum}
            maximum={field.maximum}
            step={1}
            unit={field.unit && words.local(field.unit)}
            decreaseLabel={words.t('ui.actions.decrease')}
            increaseLabel={words.t('ui.actions.increase')}
          />
        )
      case 'text':
        return (
          <TextField
            key={field.name}
            label={label}
            value={String(value)}
            onChange={set}
            maxLength={field.maximumLength}
            secret={field.secret ?? false}
          />
        )
      case 'yes-no':
        return (
          <Switch key={field.name} value={value === true} onChange={set}>
            {label}
          </Switch>
        )
    }
  })
}

/** What the manifest proposes, with what is known laid over it. */
export function settingsWithDefaults(fields: readonly SettingField[], known: SettingValues = {}): SettingValues {
  return Object.fromEntries(fields.map((field) => [field.name, known[field.name] ?? field.default]))
}
