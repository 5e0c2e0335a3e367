import { describe, expect, test } from 'vitest'
import type { TrafficEntry } from '../../../electron/contract/traffic.ts'
import { append, prepend } from './traffic-buffer.ts'

const entries = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: from + index }) as TrafficEntry)
const ids = (list: readonly TrafficEntry[]) => list.map(({ id }) => id)

describe('what the window holds', () => {
  test('grows at the end and lets the oldest go', () => {
    expect(ids(append(entries(1, 4), entries(5, 7), 5))).toEqual([3, 4, 5, 6, 7])
  })

  test('takes no entry twice', () => {
    const held = entries(1, 4)
    expect(append(held, entries(2, 4))).toBe(held)
    expect(ids(append(held, entries(3, 6)))).toEqual([1, 2, 3, 4, 5, 6])
    expect(ids(prepend(entries(5, 6), entries(3, 5)))).toEqual([3, 4, 5, 6])
  })

  test('takes older ones only while there is room', () => {
    expect(ids(prepend(entries(8, 9), entries(1, 7), 5))).toEqual([5, 6, 7, 8, 9])
    const full = entries(8, 12)
    expect(prepend(full, entries(1, 7), 5)).toBe(full)
  })
})
