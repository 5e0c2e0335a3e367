import { describe, expect, test } from 'vitest'
import { lineDifference } from './line-difference.ts'

const show = (before: string, after: string) =>
  lineDifference(before, after).map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`)

describe('the difference of two files', () => {
  test.each([
    ['nothing to something', '', 'a\nb\n', ['+a', '+b']],
    ['something to nothing', 'a\nb\n', '', ['-a', '-b']],
    ['no change', 'a\nb\n', 'a\nb\n', [' a', ' b']],
    ['a changed line', 'a\nb\nc\n', 'a\nx\nc\n', [' a', '-b', '+x', ' c']],
    ['a line put in', 'a\nc\n', 'a\nb\nc\n', [' a', '+b', ' c']],
    ['a line taken out', 'a\nb\nc\n', 'a\nc\n', [' a', '-b', ' c']],
    ['Windows line ends', 'a\r\nb\r\n', 'a\nb\n', [' a', ' b']],
  ])('%s', (_name, before, after, expected) => {
    expect(show(before, after)).toEqual(expected)
  })

  test('gives both texts back, whatever they are', () => {
    const random = (seed: number) =>
      Array.from({ length: 40 }, (_, index) => String.fromCharCode(97 + ((seed * (index + 7) * 31) % 5))).join('\n')
    for (let seed = 1; seed < 60; seed++) {
      const [before, after] = [random(seed), random(seed + 3)]
      const lines = lineDifference(before, after)
      expect(
        lines
          .filter(({ kind }) => kind !== 'added')
          .map(({ text }) => text)
          .join('\n'),
      ).toBe(before)
      expect(
        lines
          .filter(({ kind }) => kind !== 'removed')
          .map(({ text }) => text)
          .join('\n'),
      ).toBe(after)
    }
  })
})
