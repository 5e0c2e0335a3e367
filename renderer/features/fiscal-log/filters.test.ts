import { describe, expect, test } from 'vitest'
import { documentFilterSchema } from '../../../electron/contract/fiscal-log.ts'
import { filterOf, parseDate } from './filters.ts'

describe('a date as it is typed', () => {
  test.each([
    ['23.11.2026', '2026-11-23'],
    ['1.2.26', '2026-02-01'],
    ['23112026', '2026-11-23'],
    [' 23-11-26 ', '2026-11-23'],
    ['29.02.2024', '2024-02-29'],
    ['29.02.2026', undefined],
    ['31.04.2026', undefined],
    ['23.11', undefined],
    ['', undefined],
    ['вчера', undefined],
  ])('%s', (text, date) => {
    expect(parseDate(text)).toBe(date)
  })
})

describe('the question to the host', () => {
  test('holds only what was asked, in the contract’s words', () => {
    expect(filterOf({}, '7380440801234567')).toEqual({ storageId: '7380440801234567' })
    const filter = filterOf(
      { text: 'молоко', kind: 'refunds', from: '2026-11-01', to: '2026-11-23', unsent: true, finding: 'number-gap' },
      '7380440801234567',
    )
    expect(documentFilterSchema.parse(filter)).toEqual({
      storageId: '7380440801234567',
      text: 'молоко',
      kinds: ['receipt', 'strict-form'],
      operations: [2, 4],
      from: '2026-11-01T00:00',
      to: '2026-11-23T23:59',
      sent: 'unsent',
      findingRule: 'number-gap',
    })
  })

  test('garbage in the address asks nothing', () => {
    expect(filterOf({ kind: 'everything' }, undefined)).toEqual({})
    expect(documentFilterSchema.safeParse(filterOf({ text: 'x'.repeat(500) }, undefined)).success).toBe(true)
  })
})
