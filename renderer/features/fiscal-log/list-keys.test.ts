import { describe, expect, test } from 'vitest'
import { indexAfter } from './list-keys.ts'

describe('keys in a list of 250 000 rows, 14 on screen', () => {
  test.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 5, 6],
    ['ArrowDown', 249_999, 249_999],
    ['ArrowUp', 0, 0],
    ['ArrowUp', -1, 0],
    ['PageDown', 0, 13],
    ['PageDown', -1, 13],
    ['PageDown', 249_995, 249_999],
    ['PageUp', 20, 7],
    ['PageUp', 3, 0],
    ['Home', 100, 0],
    ['End', 0, 249_999],
  ])('%s from %i', (key, from, to) => {
    expect(indexAfter(key, from, 250_000, 14)).toBe(to)
  })

  test('others move nothing', () => {
    expect(indexAfter('a', 3, 10, 5)).toBeUndefined()
    expect(indexAfter('ArrowDown', -1, 0, 5)).toBeUndefined()
  })

  test('a list that became shorter is entered at its end', () => {
    expect(indexAfter('ArrowUp', 90, 10, 5)).toBe(8)
    expect(indexAfter('ArrowDown', 90, 10, 5)).toBe(9)
  })
})
