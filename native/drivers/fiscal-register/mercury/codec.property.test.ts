import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJson } from '../../../codecs/json/located-json.ts'
import { decodeFrame, encodeFrame, FrameCutter, headLength, longestMessage } from './codec/frame.ts'
import { commands } from './commands/catalogue.ts'
import { readAnswer } from './commands/command.ts'
import { getCommonInfo, getStatus } from './commands/status.ts'
import { openShift } from './commands/shift.ts'
import { describeCutter, lineBytes, orCodecError } from '../test-support/codec-properties.ts'
import { wire } from './wire.ts'

const bytesOf = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json))
const object = fc.dictionary(fc.string(), fc.jsonValue())

test('what is written is read again', () => {
  fc.assert(
    fc.property(object, (json) => {
      const { length, message } = decodeFrame(encodeFrame(json))
      expect(message?.value).toEqual(JSON.parse(JSON.stringify(json)))
      expect(length).toBe(bytesOf(json).length)
    }),
  )
})

describeCutter('frames', () => new FrameCutter(), {
  longest: headLength + longestMessage,
  line: lineBytes([0x00, 0x7b], object.map(encodeFrame), fc.constant(new Uint8Array(4))),
  floods: [0x00, 0x01, 0x7b, 0xff],
  beginnings: [[0x00, 0x20, 0x00, 0x00, 0x7b]],
})

test('a promised length takes no memory, and an impossible one is skipped', () => {
  const cutter = new FrameCutter()
  const promise = new Uint8Array(4)
  new DataView(promise.buffer).setUint32(0, longestMessage)
  expect(cutter.push(promise)).toEqual([])
  expect(cutter.flush()).toMatchObject([{ kind: 'discarded', bytes: promise }])
  const request = encodeFrame({ command: 'GetStatus' })
  const pieces = new FrameCutter().push(Uint8Array.of(0xff, 0xff, ...request))
  expect(pieces).toEqual([
    { kind: 'discarded', bytes: Uint8Array.of(0xff, 0xff), reason: 'no message' },
    { kind: 'frame', bytes: request },
  ])
})

test('no answer of any command makes anything but an error of the codec', () => {
  const all = [...commands.values()]
  const names = all.flatMap(({ answer }) => Object.keys(answer.members ?? {}))
  const odd = fc.dictionary(fc.constantFrom('result', 'description', 'dateTime', ...names), fc.jsonValue(), {
    maxKeys: 12,
  })
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.oneof(odd, fc.jsonValue()), (command, json) => {
      const bytes = bytesOf(json)
      const error = orCodecError(() => readAnswer(command, readJson(bytes)))
      if (error) expect(error.offset).toBeLessThanOrEqual(bytes.length)
      orCodecError(() => wire.decode({ bytes: encodeFrame((json ?? {}) as object), direction: 'from-device' }))
    }),
    { numRuns: 2000 },
  )
})

const status = {
  result: 0,
  description: 'Успешно завершено',
  dateTime: '2026-11-23T09:15:43',
  shiftInfo: { isOpen: true, is24Expired: false, num: 17, lastOpen: '2026-11-23T08:10:15', cash: 500_680 },
  checkInfo: { isOpen: false, goodsQty: 0, num: null },
  fnInfo: {
    status: 1,
    lastDoc: { num: 60, dateTime: '2026-11-23T09:10:24' },
    unsignedDocs: { qty: 0, firstDateTime: '' },
  },
}

describe('answers', () => {
  test('are read with what may be left out left out', () => {
    const answer = readAnswer(getStatus, readJson(bytesOf(status)))
    expect(answer).toMatchObject({
      value: { shiftInfo: { num: 17 }, fnInfo: { status: 1, unsignedDocs: { qty: 0, firstDateTime: undefined } } },
    })
  })

  test('a refusal is told with its number and its words', () => {
    const refused = { result: 3001, description: 'Нет связи с ККТ' }
    expect(readAnswer(getCommonInfo, readJson(bytesOf(refused)))).toEqual(refused)
  })

  test('what is missing or of a wrong kind is named with its byte', () => {
    const { shiftInfo: _, ...less } = status
    const missing = orCodecError(() => readAnswer(getStatus, readJson(bytesOf(less))))
    expect(missing).toMatchObject({ code: 'decode.truncated', detail: 'shiftInfo is missing' })
    const text = JSON.stringify(status).replace('"num":17', '"num":"17"')
    const wrong = orCodecError(() => readAnswer(getStatus, readJson(new TextEncoder().encode(text))))
    const place = new TextEncoder().encode(text.slice(0, text.indexOf('"17"'))).length
    expect(wrong).toMatchObject({
      code: 'decode.value',
      offset: place,
      detail: 'shiftInfo.num: a whole number expected',
    })
  })

  test('only a question may be answered without a result: an effect is not taken for granted', () => {
    const { result: _, ...bare } = status
    expect(readAnswer(getStatus, readJson(bytesOf(bare)))).toHaveProperty('value')
    const shift = { shiftNum: 1, fiscalDocNum: 2, fiscalSign: '3' }
    expect(orCodecError(() => readAnswer(openShift, readJson(bytesOf(shift))))).toMatchObject({
      code: 'decode.truncated',
    })
    expect(readAnswer(openShift, readJson(bytesOf({ result: 0, ...shift })))).toHaveProperty('value')
  })
})
