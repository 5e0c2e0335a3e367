import type { Binding, Family } from '../../../electron/contract/devices.ts'
import type { Words } from '../../i18n/use-words.ts'

/** Address and settings of a bound device as one line; what is secret is not shown. */
export function foundParameters(binding: Binding, family: Family | undefined, words: Words): string {
  const settings = (family?.settings ?? []).flatMap((field) => {
    const value = binding.settings[field.name]
    if (value === undefined || value === '') return []
    const label = words.local(field.label).toLocaleLowerCase(words.language)
    if (field.kind === 'text' && field.secret) return [`${label} •••`]
    if (field.kind === 'choice') {
      const option = field.options.find((candidate) => candidate.value === value)
      return [`${label}: ${option ? words.local(option.label) : String(value)}`]
    }
    if (field.kind === 'yes-no') return [`${label}: ${words.t(value === true ? 'ui.yes' : 'ui.no')}`]
    return [`${label} ${String(value)}`]
  })
  return [binding.addressText, ...settings].filter(Boolean).join(', ')
}
