import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../../../codecs/codec-error.ts'
import { fromHexadecimal } from '../../../codecs/hexadecimal.ts'
import type { Direction } from '../../../codecs/wire-format.ts'
import vectors from '../../../../tests/vectors/fiscal-atol.json' with { type: 'json' }
import { decodeBcd, encodeBcd } from './codec/bcd.ts'
import { decodeText, encodeText } from './codec/charset.ts'
import { catalogue } from './commands/catalogue.ts'
import { codeBytes } from './commands/command.ts'
import * as frame from './link-v2/frame.ts'
import * as packet from './link-v3/packet.ts'
import * as task from './link-v3/task.ts'
import { ByteInput } from '../shared/codec/byte-input.ts'
import { bytes, describeCutter, lineBytes, orCodecError } from '../test-support/codec-properties.ts'
import { wire } from './wire.ts'

const direction = fc.constantFrom<Direction>('to-device', 'from-device')
const dialect = fc.constantFrom(undefined, ...wire.dialects)
const packetId = fc.oneof(fc.nat(packet.LAST_ID), fc.constant(packet.ASYNCHRONOUS_ID))

const line = lineBytes(
  [0x02, 0x03, 0x04, 0x05, 0x06, 0x10, 0x15, 0xfd, 0xfe, 0xee],
  bytes({ maxLength: 40 }).map((data) => frame.encodeFrame(data)),
  fc.tuple(packetId, bytes({ maxLength: 40 })).map(([id, data]) => packet.encodePacket({ id, data })),
)

describe('decoding', () => {
  test('any bytes decode or are refused with a place and a reason', () => {
    fc.assert(
      fc.property(fc.oneof(bytes(), line), direction, dialect, (input, way, named) => {
        orCodecError(() => {
          const { fields } = wire.decode({ bytes: input, direction: way, dialect: named })
          for (const { offset, length } of fields) expect(offset + length).toBeLessThanOrEqual(input.length)
        })
      }),
      { numRuns: 3_000 },
    )
  })

  test('every command reads any parameters and any answer, or refuses them', () => {
    for (const command of catalogue.values()) {
      fc.assert(
        fc.property(bytes({ maxLength: 120 }), direction, (rest, way) => {
          const named = { command: command.code.toString(16), dialect: 'atol-v2' }
          const payload =
            way === 'to-device' ? [0, 0, ...codeBytes(command.code), ...rest] : [...command.head.bytes, ...rest]
          orCodecError(() => command.decode(Uint8Array.from(payload)))
          const sent = frame.encodeFrame(Uint8Array.from(payload))
          expect(wire.decode({ bytes: sent, direction: way, ...named }).name).toBeTruthy()
        }),
        { numRuns: 40 },
      )
    }
  })

  test('what a command writes it reads again', () => {
    let seen = 0
    for (const { protocol, hex, direction: way, decoded } of vectors) {
      if (protocol !== 'atol-v2' || way !== 'host->device' || decoded.valid === false) continue
      const { data } = frame.decodeFrame(fromHexadecimal(hex))
      const code = data[2] === 0xa4 ? 0xa400 | (data[3] ?? 0) : (data[2] ?? 0)
      const command = catalogue.get(code)
      if (!command) continue
      const values = command.request.read(new ByteInput(data, code > 0xff ? 4 : 3), () => {})
      expect(command.encode(values, '0000'), hex).toEqual(data)
      seen++
    }
    expect(seen).toBeGreaterThan(10)
  })

  test('a packet or a frame that is cut off anywhere is refused', () => {
    for (const { protocol, hex } of vectors) {
      if (!/^atol-v[23]$/u.test(protocol)) continue
      const whole = fromHexadecimal(hex)
      for (let length = 0; length < whole.length; length++) {
        const attempt = () =>
          protocol === 'atol-v3'
            ? packet.decodePacket(whole.subarray(0, length))
            : frame.decodeFrame(whole.subarray(0, length))
        expect(attempt, `${hex} ${length}`).toThrow(CodecError)
      }
    }
  })
})

describe('there and back', () => {
  test('a packet and a frame carry any data', () => {
    fc.assert(
      fc.property(bytes(), packetId, (data, id) => {
        expect(packet.decodePacket(packet.encodePacket({ id, data }))).toMatchObject({ id, data })
        expect(frame.decodeFrame(frame.encodeFrame(data)).data).toEqual(data)
      }),
    )
  })

  test('lengths beyond a byte are split', () => {
    for (const length of [127, 128, 255, 256, 1_000, packet.longestData]) {
      const data = new Uint8Array(length).fill(0xfe)
      expect(packet.decodePacket(packet.encodePacket({ id: 7, data })).data).toEqual(data)
    }
    expect(() => packet.encodePacket({ id: 7, data: new Uint8Array(packet.longestData + 1) })).toThrow(CodecError)
  })

  test('numbers, texts and tasks', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.nat(255), bytes({ maxLength: 60 }), (number, tid, command) => {
        expect(decodeBcd(encodeBcd(number, 4))).toBe(number)
        expect(encodeText(decodeText(command))).toEqual(command)
        const added = { code: task.Add, flags: 3, tid, command } as const
        expect(task.decodeBufferCommand(task.encodeBufferCommand(added))).toEqual(added)
      }),
    )
    expect(encodeText('№ $')).toEqual(Uint8Array.of(0x24, 0x20, 0xfc))
    expect(() => encodeText('漢')).toThrow(CodecError)
    expect(() => encodeBcd(100, 1)).toThrow(CodecError)
    expect(() => decodeBcd(Uint8Array.of(0x1a))).toThrow(CodecError)
  })
})

const longestPacket = 4 + 2 * (packet.longestData + 1)
const given = { line, floods: [0x00, 0x02, 0x10, 0x7f, 0xfd, 0xfe], beginnings: [[0xfe, 0x02], [0x02]] }
describeCutter('frames', frame.createFrameCutter, { ...given, longest: frame.longestFrame })
describeCutter('packets', packet.createPacketCutter, { ...given, longest: longestPacket })
describeCutter('whichever', () => wire.createCutter('from-device'), { ...given, longest: longestPacket })
