import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText } from './decode.ts'
import { listFormats } from './formats.ts'

test('a list of elements is answered as a list, with names and meanings', () => {
  const answer = decodeText({ family: 'ffd-tlv', hex: 'FF 03 03 00 02 E3 03' })
  expect(answer).toMatchObject({
    ok: true,
    decoded: [{ tag: 1023, value: { point: 2, mantissa: 995, text: '9.95' }, name: 'Количество предмета расчета' }],
  })
})

test('a broken list is answered with the place of the break', () => {
  expect(decodeText({ family: 'ffd-tlv', hex: '23040500ff0304000100' })).toEqual({
    ok: false,
    error: { code: 'decode.truncated', offset: 4, message: expect.stringContaining('tag 1023 claims 4 bytes') },
  })
})

test('an unknown family, missing bytes and half a byte are named, not thrown', () => {
  expect(decodeText({ family: 'nobody', hex: '00' })).toMatchObject({ ok: false, error: { code: 'decode.unknown' } })
  expect(decodeText({ family: 'ffd-tlv' })).toMatchObject({ ok: false, error: { code: 'decode.empty' } })
  expect(decodeText({ family: 'ffd-tlv', hex: '0' })).toMatchObject({ ok: false, error: { code: 'decode.truncated' } })
  expect(decodeText({ family: 'ffd-tlv', hex: '0x' })).toMatchObject({ ok: true })
})

test('no bytes make any format throw', () => {
  const names = listFormats().flatMap(({ name, dialects }) => [name, ...dialects])
  expect(names.length).toBeGreaterThan(5)
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.uint8Array({ maxLength: 120 }),
      fc.boolean(),
      (family, bytes, toDevice) => {
        const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
        const answer = decodeText({ family, hex, direction: toDevice ? 'to-device' : 'from-device' })
        if (!answer.ok) expect(answer.error.code).toMatch(/^decode\./u)
        JSON.stringify(answer)
      },
    ),
    { numRuns: 3000 },
  )
})
