import { describe, expect, test } from 'vitest'
import type { Words } from '../../i18n/use-words.ts'
import { storageLevels, unsentHealth } from './storage-levels.ts'

const words = { t: (key: string) => key, number: String } as unknown as Words

describe('a fiscal storage', () => {
  test.each([
    [437, 'works'],
    [30, 'attention'],
    [2, 'fails'],
    [-1, 'fails'],
  ])('%i days before its end', (daysLeft, health) => {
    expect(storageLevels({ daysLeft, lastDocumentNumber: 1 }, words)[0]).toMatchObject({ health })
  })

  test.each([
    [250_000, 1_000, 'works'],
    [10_000, 240_000, 'attention'],
    [100, 250_000, 'fails'],
  ])('with room for %i after %i documents', (documentsLeft, lastDocumentNumber, health) => {
    expect(storageLevels({ documentsLeft, lastDocumentNumber }, words)[0]).toMatchObject({ health })
  })

  test('that tells nothing shows nothing', () => {
    expect(storageLevels({ lastDocumentNumber: 0 }, words)).toEqual([])
  })

  test('refuses documents when one has waited thirty days, so it warns before', () => {
    expect(unsentHealth({ count: 0 })).toBe('works')
    expect(unsentHealth({ count: 3, ageDays: 0 })).toBe('works')
    expect(unsentHealth({ count: 3, ageDays: 2 })).toBe('attention')
    expect(unsentHealth({ count: 3, ageDays: 25 })).toBe('fails')
  })
})
