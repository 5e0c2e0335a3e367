import { describe, expect, test } from 'vitest'
import { documentFilterSchema } from '../../../electron/contract/fiscal-log.ts'
import { filterOf, parseDate, parseShift, parseSum, typedSum } from './filters.ts'

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

describe('a sum as it is typed', () => {
  test.each([
    ['100', 100_00],
    ['1 234,5', 1_234_50],
    ['1234.56 ₽', 1_234_56],
    ['0', 0],
    ['0,07', 7],
    ['1,234', undefined],
    ['-5', undefined],
    ['', undefined],
    ['сто', undefined],
  ])('%s', (text, kopecks) => {
    expect(parseSum(text)).toBe(kopecks)
    if (kopecks !== undefined) expect(parseSum(typedSum(kopecks))).toBe(kopecks)
  })

  test('a shift is a whole number', () => {
    expect(['7', ' 12 ', '1,5', 'x', ''].map(parseShift)).toEqual([7, 12, undefined, undefined, undefined])
  })
})

describe('the question to the host', () => {
  test('holds only what was asked, in the contract’s words', () => {
    expect(filterOf({}, ['7380440801234567'])).toEqual({ storageId: '7380440801234567' })
    expect(filterOf({}, ['1', '2'])).toEqual({ storageIds: ['1', '2'] })
    const filter = filterOf(
      {
        text: 'молоко',
        kind: 'refunds',
        from: '2026-11-01',
        to: '2026-11-23',
        cashier: 'Иванова А. П.',
        payment: 'cash',
        sumFrom: 0,
        sumTo: 100_50,
        shiftFrom: 3,
        shiftTo: 4,
        sent: 'unsent',
        finding: 'number-gap',
      },
      ['7380440801234567'],
    )
    expect(documentFilterSchema.parse(filter)).toEqual({
      storageId: '7380440801234567',
      text: 'молоко',
      kinds: ['receipt', 'strict-form'],
      operations: [2, 4],
      from: '2026-11-01T00:00',
      to: '2026-11-23T23:59',
      cashiers: ['Иванова А. П.'],
      payments: ['cash'],
      sumFrom: 0,
      sumTo: 100_50,
      shiftFrom: 3,
      shiftTo: 4,
      sent: 'unsent',
      findingRule: 'number-gap',
    })
  })

  test('garbage in the address asks nothing', () => {
    expect(filterOf({ kind: 'everything', payment: 'gold' }, [])).toEqual({})
    expect(
      documentFilterSchema.safeParse(filterOf({ text: 'x'.repeat(500), cashier: 'x'.repeat(900) }, [])).success,
    ).toBe(true)
  })
})
