import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../../../codecs/codec-error.ts'
import { createPacketCutter } from './codec/packet-cutter.ts'
import {
  decodeAnswerPacket,
  decodeCommandPacket,
  encodeAnswerPacket,
  encodeCommandPacket,
  firstId,
  lastId,
  longestPacket,
  type PacketValue,
} from './codec/packet.ts'
import * as formats from './codec/value-text.ts'
import { commands, findCommand } from './commands/catalogue.ts'
import { readParameters, readResult, writeParameters, writeResult, type Shape } from './commands/command.ts'
import { extendedError } from './extended-errors.ts'
import { machineError } from './error-codes.ts'
import { describeCutter, lineBytes, orCodecError } from '../test-support/codec-properties.ts'
import { wire } from './wire.ts'

const direction = fc.constantFrom('to-device' as const, 'from-device' as const)
const textFrom = (alphabet: string, maximum: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength: maximum }).map((characters) => characters.join(''))
const plainText = textFrom('АЯабвяёЁ№ 019AZaz$&%.,-', 30)
const packetId = fc.integer({ min: firstId, max: lastId })
const byte = fc.integer({ min: 0, max: 255 })

/** What a packet carries, as if it had been read from one. */
function asRead(texts: readonly string[]): PacketValue[] {
  let offset = 6
  return texts.map((text) => {
    const value = { text, offset, length: text.length }
    offset += text.length + 1
    return value
  })
}

/** A value that the format can write. */
function valueOf(format: formats.ValueText<unknown>): fc.Arbitrary<unknown> {
  if (format.count > 1) {
    return fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: format.count, maxLength: format.count })
  }
  const candidates = [
    fc.integer({ min: 0, max: 1e9 }),
    fc.constantFrom(0, 1),
    plainText,
    fc.constantFrom('2026-11-23', '1999-02-03'),
    fc.constantFrom('09:08:07'),
    fc.uint8Array({ maxLength: 20 }),
  ]
  return fc.oneof(...candidates).filter((value) => {
    try {
      const [written = ''] = format.print(value)
      return JSON.stringify(format.show(format.parse([written], 0))) === JSON.stringify(format.show(value))
    } catch {
      return false
    }
  })
}

const recordOf = (shape: Shape) =>
  fc.record(Object.fromEntries(Object.entries(shape).map(([name, format]) => [name, valueOf(format)])))

describe('packets of Пирит', () => {
  test('any bytes are read or refused, never more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), direction, (bytes, way) => {
        orCodecError(() => wire.decode({ bytes, direction: way }))
      }),
      { numRuns: 2_000 },
    )
  })

  test('any text in a sound packet is read or refused, never more', () => {
    const code = fc.constantFrom(...commands.map((command) => command.code))
    const values = fc.array(fc.oneof(plainText, fc.integer({ min: 0, max: 60 }).map(String)), { maxLength: 20 })
    fc.assert(
      fc.property(packetId, code, byte, values, (id, command, error, texts) => {
        const sent = encodeCommandPacket({ password: 'PIRI', id, command, values: texts })
        const answered = encodeAnswerPacket({ id, command, error, values: texts })
        wire.decode({ bytes: sent, direction: 'to-device' })
        wire.decode({ bytes: answered, direction: 'from-device' })
      }),
      { numRuns: 1_000 },
    )
  })

  test('packets come back as they were', () => {
    // One empty value looks like none.
    const values = fc.array(plainText, { maxLength: 8 }).filter((texts) => texts.length !== 1 || texts[0] !== '')
    fc.assert(
      fc.property(packetId, byte, byte, values, (id, command, error, texts) => {
        const asked = decodeCommandPacket(encodeCommandPacket({ password: 'PIRI', id, command, values: texts }))
        expect(asked).toMatchObject({ password: 'PIRI', id, command })
        expect(asked.values.map(({ text }) => text)).toEqual(texts)
        const answered = decodeAnswerPacket(encodeAnswerPacket({ id, command, error, values: texts }))
        expect(answered).toMatchObject({ id, command, error })
        expect(answered.values.map(({ text }) => text)).toEqual(texts)
      }),
    )
  })

  test('one byte turned, lost or doubled is always found', () => {
    const values = fc.array(plainText, { maxLength: 4 })
    const spoil = fc.constantFrom('turn', 'lose', 'double')
    fc.assert(
      fc.property(
        packetId,
        values,
        spoil,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (id, texts, how, place, turn) => {
          const sound = [...encodeAnswerPacket({ id, command: 0x78, error: 0, values: texts })]
          const at = place % sound.length
          const own = sound[at] ?? 0
          const bytes = sound.toSpliced(at, 1, ...(how === 'turn' ? [own ^ turn] : how === 'lose' ? [] : [own, own]))
          const read = () => decodeAnswerPacket(Uint8Array.from(bytes))
          // The case of a hexadecimal digit says nothing.
          if (how === 'turn' && turn === 0x20 && /[a-f]/iu.test(String.fromCharCode(own)) && at >= sound.length - 2)
            read()
          else expect(read).toThrow(CodecError)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('what no packet can carry is not written', () => {
    const written =
      (values: readonly string[], id = firstId) =>
      () =>
        encodeCommandPacket({ password: 'PIRI', id, command: 0, values })
    expect(written(['漢'])).toThrow(CodecError)
    expect(written(['a\u0003b'])).toThrow(CodecError)
    expect(written(['x'.repeat(longestPacket)])).toThrow(CodecError)
    expect(written([], lastId + 1)).toThrow(CodecError)
    expect(() => encodeCommandPacket({ password: 'PIR', id: firstId, command: 0, values: [] })).toThrow(CodecError)
  })
})

const create = () => createPacketCutter(decodeAnswerPacket)
const answers = fc
  .tuple(packetId, byte, fc.array(plainText, { maxLength: 3 }))
  .map(([id, error, values]) => encodeAnswerPacket({ id, command: 0, error, values }))

describeCutter('packets', create, {
  longest: longestPacket,
  line: lineBytes([0x02, 0x03, 0x05, 0x06, 0x0a, 0x1c], answers),
  floods: [0x00, 0x02, 0x03, 0x06, 0x1c, 0x41],
  beginnings: [[0x02], [0x02, 0x41, 0x03]],
})

test('after garbage the next whole packet is found', () => {
  const packet = encodeAnswerPacket({ id: 0x40, command: 0, error: 0, values: ['0', '4', '0'] })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (garbage) => {
      const cutter = create()
      const pieces = [...cutter.push(garbage), ...cutter.push(packet), ...cutter.flush()]
      expect(pieces.filter(({ kind }) => kind === 'frame').at(-1)?.bytes).toEqual(packet)
    }),
    { numRuns: 1_000 },
  )
})

describe('commands of Пирит', () => {
  test.each(
    commands.map((command) => [`${command.code.toString(16)}/${command.request ?? ''} ${command.name}`, command]),
  )('%s is read as it was written, both ways', (_, command) => {
    fc.assert(
      fc.property(recordOf(command.parameters), recordOf(command.result), (parameters, result) => {
        const asked = readParameters(command, asRead(writeParameters(command, parameters)))
        expect(shown(command.parameters, asked)).toEqual(shown(command.parameters, parameters))
        const answered = readResult(command, asRead(writeResult(command, result)))
        expect(shown(command.result, answered)).toEqual(shown(command.result, result))
      }),
      { numRuns: 30 },
    )
  })

  test('each is found by its code and request', () => {
    for (const command of commands) expect(findCommand(command.code, command.request?.toString())).toBe(command)
    expect(findCommand(0x99, undefined)).toBeUndefined()
  })

  test('money is counted in kopecks, half a kopeck up', () => {
    const read = (value: string) => formats.money.parse([value], 0)
    expect(['', '0', '100', '100.0', '0.07', '16.6667', '-1.5', '99999999.99', '1.005'].map(read)).toEqual([
      0, 0, 10_000, 10_000, 7, 1_667, -150, 9_999_999_999, 101,
    ])
    expect([0, 7, 150, -150, 9_999_999_999].map((value) => formats.money.print(value)[0])).toEqual([
      '0.00',
      '0.07',
      '1.50',
      '-1.50',
      '99999999.99',
    ])
    expect(() => read('1,5')).toThrow(CodecError)
    expect(() => formats.money.print(0.5)).toThrow(CodecError)
  })

  test('dates and times are strict, and empty ones are none', () => {
    expect(formats.date.parse(['150126'], 0)).toBe('2026-01-15')
    expect(formats.date.parse([''], 0)).toBeNull()
    expect(formats.longDate.parse(['03021999'], 0)).toBe('1999-02-03')
    expect(formats.time.parse(['090807'], 0)).toBe('09:08:07')
    for (const wrong of ['1501', '15x126', '15012026', '2012-abcde'])
      expect(() => formats.date.parse([wrong], 0)).toThrow(CodecError)
    expect(() => formats.time.parse(['9:8:7'], 0)).toThrow(CodecError)
  })

  test('control characters of a marking code travel escaped', () => {
    const code = '0104600439931256215!3zqv\u001d93dGVz'
    expect(formats.markingCode.print(code)).toEqual(['0104600439931256215!3zqv$1D93dGVz'])
    expect(formats.markingCode.parse(['0104600439931256215!3zqv$1D93dGVz'], 0)).toBe(code)
    expect(formats.markingCode.parse(['$93x'], 0)).toBe('$93x')
  })

  test('every code of error has words in both languages', () => {
    for (let code = 0; code < 256; code++) {
      const { text } = machineError(code)
      expect(text.ru).not.toBe('')
      expect(text.en).not.toBe('')
      const extended = extendedError(code)
      if (extended) expect(extended.ru === extended.en).toBe(false)
    }
  })
})

/** As people see it: bytes compare as text. */
const shown = (shape: Shape, record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(shape).map(([name, format]) => [name, format.show(record[name])]))
