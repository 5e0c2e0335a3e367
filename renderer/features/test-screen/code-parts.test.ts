import { expect, test } from 'vitest'
import { splitByParts } from './code-parts.ts'

const text = '0104600439931256215Qbag␝93dGVz'
const parts = [
  { start: 0, length: 16 },
  { start: 16, length: 7 },
  { start: 24, length: 6 },
]

test('parts stand where they are, the separator between them', () => {
  expect(splitByParts(text, parts)).toEqual([
    { text: '0104600439931256', part: 0 },
    { text: '215Qbag', part: 1 },
    { text: '␝', part: undefined },
    { text: '93dGVz', part: 2 },
  ])
})

test('whatever the host says, the whole code is shown once and in order', () => {
  const wild = [
    { start: 20, length: 100 },
    { start: 5, length: 10 },
    { start: 3, length: 4 },
    { start: 90, length: 2 },
    { start: 8, length: -3 },
  ]
  expect(
    splitByParts(text, wild)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
  expect(splitByParts('', parts)).toEqual([])
})
