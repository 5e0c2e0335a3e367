import { expect, test } from 'vitest'
import type { RegisterField } from '../../../electron/contract/register-tables.ts'
import { parseFieldValue } from './field-value.ts'

const number: RegisterField = { number: 1, title: 'x', kind: 'number', size: 1, minimum: 1, maximum: 9, secret: false }
const text: RegisterField = { number: 2, title: 'x', kind: 'text', size: 4, secret: false }

test('a field takes only what it can hold', () => {
  expect(['1', ' 9 ', '0', '10', '1,5', '', 'x'].map((typed) => parseFieldValue(number, typed))).toEqual([
    1,
    9,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(parseFieldValue({ ...number, minimum: undefined, maximum: undefined }, '255')).toBe(255)
  expect(parseFieldValue({ ...number, minimum: undefined, maximum: undefined }, '256')).toBeUndefined()
  expect(['', 'Хлеб', 'Хлеба'].map((typed) => parseFieldValue(text, typed))).toEqual(['', 'Хлеб', undefined])
})
