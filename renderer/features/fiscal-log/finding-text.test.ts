import { expect, test } from 'vitest'
import type { Finding } from '../../../electron/contract/fiscal-log.ts'
import { formatKopecks } from '../../i18n/format.ts'
import { findingText } from './finding-text.ts'

const texts: Record<string, string> = {
  'findings.vat-rate.text': '{{day}}: {{from}}–{{until}}',
  'findings.payments-sum.text': '{{sum}} ≠ {{paymentsSum}}',
  'findings.shift-totals.text': '{{counter}}: {{reported}}',
  'findingValues.counter.sum-1': 'приход, сумма',
}
const t = (key: string, places: Record<string, unknown> = {}) =>
  (texts[key] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(places[name]))
const words = {
  t,
  has: (key: string) => key in texts,
  first: (keys: readonly string[], places?: Record<string, unknown>) =>
    t(keys.find((key) => key in texts) ?? keys.at(-1) ?? '', places),
  kopecks: (value: number) => formatKopecks(value, 'ru'),
}
const finding = (rule: string, data: Finding['data']): Finding => ({
  rule,
  data,
  severity: 'failure',
  storageId: '9999078900001234',
  source: '',
})

test('sums are in roubles, days as people write them, names in words', () => {
  expect(findingText(finding('payments-sum', { sum: 12_345, paymentsSum: 5 }), words)).toBe(
    '123,45\u00a0₽ ≠ 0,05\u00a0₽',
  )
  expect(findingText(finding('vat-rate', { day: '2026-01-02', from: '2019-01-01', until: '' }), words)).toBe(
    '02.01.2026: 01.01.2019–…',
  )
  expect(findingText(finding('shift-totals', { counter: 'sum-1', reported: 7 }), words)).toBe('приход, сумма: 7')
})

test('a rule without a text is named', () => {
  expect(findingText(finding('of-another-program', {}), words)).toBe('of-another-program')
})
