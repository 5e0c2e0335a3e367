import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../codec-error.ts'
import { readJson, type LocatedJson } from './located-json.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The error that reading `bytes` ends with, or `undefined`. */
function errorOf(bytes: Uint8Array): CodecError | undefined {
  try {
    readJson(bytes)
    return undefined
  } catch (error) {
    if (error instanceof CodecError) return error
    throw error
  }
}

test('whatever JSON.stringify writes is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent)
      expect(readJson(bytesOf(text)).value).toEqual(JSON.parse(text))
    }),
    { numRuns: 1000 },
  )
})

test('every value stands where it says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const bytes = bytesOf(`  ${JSON.stringify(value)}`)
      const visit = ({ offset, length, value: part, members, items }: LocatedJson) => {
        expect(JSON.parse(new TextDecoder().decode(bytes.subarray(offset, offset + length)))).toEqual(part)
        for (const inner of [...(members?.values() ?? []), ...(items ?? [])]) visit(inner)
      }
      visit(readJson(bytes))
    }),
    { numRuns: 300 },
  )
})

test('any text is refused exactly where JSON.parse refuses it, with a place inside it', () => {
  const noisy = fc.string({ unit: fc.constantFrom(...'{}[]",:\\0123.-+eEtrufalsn ЖЮ\n\u0001') })
  fc.assert(
    fc.property(noisy, (text) => {
      const bytes = bytesOf(text)
      let sound = true
      try {
        JSON.parse(text)
      } catch {
        sound = false
      }
      const error = errorOf(bytes)
      // The one difference: a number that no double holds.
      if (error?.detail === 'a number out of range') return
      expect(error === undefined).toBe(sound)
      if (error) expect(error.offset).toBeLessThanOrEqual(bytes.length)
    }),
    { numRuns: 3000 },
  )
})

describe('errors name the byte', () => {
  test.each([
    ['', 'decode.truncated', 0],
    ['{"a":1', 'decode.truncated', 6],
    ['{"a":1} x', 'decode.trailing', 8],
    ['{"Ж" 1}', 'decode.value', 6],
    ['{"a":01}', 'decode.value', 6],
    ['["a\u0001"]', 'decode.value', 3],
    ['"\\q"', 'decode.value', 2],
    ['"\\u12', 'decode.truncated', 5],
    ['1e999', 'decode.value', 0],
    ['nul', 'decode.truncated', 3],
  ])('%j', (text, code, offset) => {
    expect(errorOf(bytesOf(text))).toMatchObject({ code, offset })
  })

  test('bytes that are no UTF-8, wherever they stand', () => {
    expect(errorOf(Uint8Array.of(0x22, 0xd0, 0x96, 0xff, 0x22))).toMatchObject({ code: 'decode.text', offset: 3 })
    expect(errorOf(Uint8Array.of(0x22, 0xd0, 0x22))).toMatchObject({ code: 'decode.text', offset: 1 })
    expect(errorOf(Uint8Array.of(0x80))).toMatchObject({ code: 'decode.text', offset: 0 })
    expect(errorOf(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toMatchObject({ code: 'decode.text', offset: 1 })
  })

  test('a tower of brackets does not overflow the stack', () => {
    expect(errorOf(bytesOf('['.repeat(100_000)))).toMatchObject({ code: 'decode.value' })
  })
})

test('a name that belongs to every object does no harm', () => {
  const { value } = readJson(bytesOf('{"__proto__":{"isOpen":true},"constructor":1}'))
  expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
  expect(({} as { isOpen?: boolean }).isOpen).toBeUndefined()
})
