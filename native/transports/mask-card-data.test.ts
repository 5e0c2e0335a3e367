import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskCardData } from './mask-card-data.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const masked = (text: string, masking: 'every' | 'likely' = 'every') =>
  new TextDecoder().decode(maskCardData(encode(text), masking))

function luhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    let digit = Number(digits[digits.length - 1 - index])
    if (index % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2
    sum += digit
  }
  return sum % 10 === 0
}

test('a card number keeps its first six and last four digits', () => {
  expect(masked('0,OK\n4111111111111111\n')).toBe('0,OK\n411111******1111\n')
  expect(masked('4111 1111 1111 1111')).toBe('4111 11** **** 1111')
})

test('a register trace keeps storage numbers, dates and goods codes readable', () => {
  for (const text of ['9999078902007080', '0000000005008570', '04600439931256', '4606203090785']) {
    expect(masked(text, 'likely')).toBe(text)
  }
  expect(masked('4111111111111111', 'likely')).toBe('411111******1111')
})

test('no run of 13 to 19 digits that passes the Luhn check survives in what a terminal says', () => {
  const digitsAndNoise = fc.array(
    fc.constantFrom(...'0123456789'.split(''), ...'0123456789'.split(''), ' ', '-', 'x'),
    { maxLength: 80 },
  )
  fc.assert(
    fc.property(digitsAndNoise, (characters) => {
      const text = masked(characters.join(''))
      for (const run of text.replace(/(\d)[ -](?=\d)/gu, '$1').match(/\d+/gu) ?? []) {
        for (let start = 0; start < run.length; start++) {
          for (let end = start + 13; end <= Math.min(run.length, start + 19); end++) {
            const window = run.slice(start, end)
            if (/[1-9]/u.test(window)) expect(luhn(window), window).toBe(false)
          }
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test('bytes without a card number come back as they were', () => {
  const bytes = encode('05 02 10 1E')
  expect(maskCardData(bytes, 'every')).toBe(bytes)
})
