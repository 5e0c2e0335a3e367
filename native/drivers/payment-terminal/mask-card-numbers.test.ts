import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskCardField, maskCardNumbers } from './mask-card-numbers.ts'
import { cardNumbersIn } from './test-support/card-numbers-in.ts'

describe('card numbers in a text', () => {
  it('keep the first six and the last four digits', () => {
    expect(maskCardNumbers('Карта 2200 0000 0000 0004 MIR')).toBe('Карта 2200 00** **** 0004 MIR')
    expect(maskCardNumbers('4111111111111111=2512')).toBe('411111******1111=2512')
    expect(maskCardNumbers('4111-1111-1111-1111')).toBe('4111-11**-****-1111')
  })

  it('are hidden in a field of their own even with a wrong check digit', () => {
    expect(maskCardField('4111111111111112')).toBe('411111******1112')
    expect(maskCardField('************0004')).toBe('************0004')
  })

  it('are told from other numbers', () => {
    for (const text of ['860000012345', '401512345678', '15.01.2024 13:45:02', '1234567890123'])
      expect(maskCardNumbers(text)).toBe(text)
  })

  it('never survive, whatever stands around them', () => {
    const digits = fastCheck.string({ unit: fastCheck.constantFrom(...'0123456789 -'), maxLength: 60 })
    fastCheck.assert(
      fastCheck.property(
        digits,
        fastCheck.constantFrom('', '4111111111111111', '2200 0000 0000 0004'),
        digits,
        (before, card, after) => {
          expect(cardNumbersIn(maskCardNumbers(before + card + after))).toEqual([])
        },
      ),
    )
  })

  it('are what the test itself looks for', () => {
    expect(cardNumbersIn('x4111111111111111x')).toContain('4111111111111111')
  })
})
