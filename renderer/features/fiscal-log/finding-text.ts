import type { Finding } from '../../../electron/contract/fiscal-log.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import type { Words } from '../../i18n/use-words.ts'

/** Places of the texts that hold kopecks. */
const money = new Set([
  'sum',
  'itemsSum',
  'paymentsSum',
  'difference',
  'cost',
  'computedCost',
  'vat',
  'expectedVat',
  'reportedVat',
  'computedVat',
])

/** What a finding says, with sums, dates and names as people read them. A period without an end shows dots. */
export function findingText(finding: Finding, words: Pick<Words, 'first' | 'has' | 't' | 'kopecks'>): string {
  const { rule, data } = finding
  const places = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, inWords(name, value, words)]))
  return words.first([`findings.${rule}.text`, `findings.${rule}.title`, rule], places)
}

function inWords(name: string, value: string | number, words: Pick<Words, 'has' | 't' | 'kopecks'>): string | number {
  if (typeof value === 'number') return money.has(name) ? words.kopecks(value) : value
  const named = `findingValues.${name}.${value}`
  if (value !== '' && !value.includes('.') && words.has(named)) return words.t(named)
  return value === '' ? '…' : formatDeviceTime(value)
}
