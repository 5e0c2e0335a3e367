import { expect, test } from 'vitest'
import { traceOf } from './trace.ts'

test('the last minute runs from left to right, nought at the bottom', () => {
  const { path, minimum, maximum } = traceOf([
    { age: 60_000, milligrams: 0, stable: true },
    { age: 0, milligrams: 1_000, stable: true },
  ])
  expect(path).toBe('M0.0 92.0L600.0 8.0')
  expect([minimum, maximum]).toEqual([0, 1_000])
})

test('a gap in the readings is a gap in the line', () => {
  const { path } = traceOf([
    { age: 300, milligrams: 5, stable: true },
    { age: 200, milligrams: null, stable: false },
    { age: 100, milligrams: 5, stable: true },
  ])
  expect(path.match(/M/g)).toHaveLength(2)
  expect(path).not.toContain('L')
})

test('counts how often the weight came to rest', () => {
  const swing = [true, false, false, true, false, true]
  const { rests, unstablePath } = traceOf(
    swing.map((stable, index) => ({ age: 600 - index * 100, milligrams: index, stable })),
  )
  expect(rests).toBe(2)
  expect(unstablePath.match(/L/g)).toHaveLength(3)
})

test('no readings are no line', () => {
  expect(traceOf([])).toMatchObject({ path: '', minimum: undefined, rests: 0 })
  expect(traceOf([{ age: 1, milligrams: null, stable: false }]).path).toBe('')
})
