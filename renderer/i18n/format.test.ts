import { describe, expect, test } from 'vitest'
import {
  formatDeviceTime,
  formatDuration,
  formatHex,
  formatInstant,
  formatKilograms,
  formatKopecks,
  kilogramDigits,
} from './format.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('sums', () => {
  test.each([
    [0, 'ru', '0,00 ₽'],
    [5, 'ru', '0,05 ₽'],
    [123_456, 'ru', '1 234,56 ₽'],
    [-100, 'ru', '−1,00 ₽'],
    [-5, 'ru', '−0,05 ₽'],
    [123_456_789_012, 'ru', '1 234 567 890,12 ₽'],
    [123_456, 'en', '1,234.56 ₽'],
  ] as const)('%i kopecks in %s', (kopecks, language, expected) => {
    expect(plain(formatKopecks(kopecks, language))).toBe(expected)
  })
})

describe('weights', () => {
  test.each([
    [undefined, 3],
    [0, 3],
    [1_000, 3],
    [5_000, 3],
    [500, 4],
    [100, 4],
    [10_000, 2],
    [1_000_000, 0],
    [20_000_000, 0],
    [1, 6],
  ])('a division of %s mg shows %i digits', (division, digits) => {
    expect(kilogramDigits(division)).toBe(digits)
  })

  test.each([
    [1_235_000, 1_000, 'ru', '1,235'],
    [1_235_000, 5_000, 'en', '1.235'],
    [0, 1_000, 'ru', '0,000'],
    [-5_000, 1_000, 'ru', '−0,005'],
    [-400, 1_000, 'ru', '0,000'],
    [12_340_500, 500, 'ru', '12,3405'],
    [15_000_000, 1_000_000, 'ru', '15'],
    [999_600, 1_000, 'ru', '1,000'],
  ] as const)('%i mg by %i', (milligrams, division, language, expected) => {
    expect(formatKilograms(milligrams, division, language)).toBe(expected)
  })
})

describe('times', () => {
  test('a device has no zone, so none is applied', () => {
    expect(formatDeviceTime('2026-11-23T19:40')).toBe('23.11.2026 19:40')
    expect(formatDeviceTime('2026-11-23T19:40:58')).toBe('23.11.2026 19:40')
    expect(formatDeviceTime('2028-02-03')).toBe('03.02.2028')
    expect(formatDeviceTime('not a time')).toBe('not a time')
  })

  test('a point in time is shown on this machine’s clock', () => {
    const instant = new Date(2026, 10, 23, 9, 5, 7).toISOString()
    expect(formatInstant(instant)).toBe('23.11.2026 09:05')
    expect(formatInstant(instant, 'seconds')).toBe('23.11.2026 09:05:07')
    expect(formatInstant('garbage')).toBe('garbage')
  })

  test.each([
    [0, '0:00'],
    [59.6, '1:00'],
    [604, '10:04'],
    [3_725, '1:02:05'],
    [-3, '0:00'],
  ])('%d s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected)
  })
})

test('bytes stand in pairs', () => {
  expect(formatHex('0205ff')).toBe('02 05 FF')
  expect(formatHex('')).toBe('')
})
