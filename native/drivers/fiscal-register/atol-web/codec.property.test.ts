import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../../../codecs/codec-error.ts'
import { encodeRequest, encodeResponse } from '../../../codecs/http/http-message.ts'
import { readJson } from '../../../codecs/json/located-json.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { createAtolWebDriver } from './driver.ts'
import { driverError } from './driver-errors.ts'
import { tasks } from './tasks/catalogue.ts'
import { readResult } from './web-server.ts'
import { wire } from './wire.ts'

const bytesOf = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json))

/** The refusal of the codec; anything else escapes. */
function refusal(work: () => unknown): CodecError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof CodecError) return error
    throw error
  }
}

const all = [...tasks.values()]
const names = all.flatMap(({ request, result }) =>
  [request, result].flatMap(({ members = {} }) => Object.keys(members)),
)
const odd = fc.dictionary(
  fc.constantFrom('type', 'uuid', 'request', 'results', 'status', 'error', 'result', 'errorCode', ...names),
  fc.oneof(fc.jsonValue(), fc.constantFrom(...all.map(({ type }) => type))),
  { maxKeys: 8 },
)

test('any JSON is shown with fields inside its bytes, however odd', () => {
  fc.assert(
    fc.property(fc.oneof(odd, fc.array(odd, { maxLength: 3 }), fc.jsonValue()), (json) => {
      const bytes = bytesOf(json)
      const { fields, value } = wire.decode({ bytes, direction: 'from-device' })
      expect(value['json']).toEqual(JSON.parse(JSON.stringify(json)))
      for (const { offset, length } of fields) expect(offset + length).toBeLessThanOrEqual(bytes.length)
    }),
    { numRuns: 1_500 },
  )
})

test('any bytes are shown or refused with a place', () => {
  const noisy = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 60 }),
    fc
      .tuple(
        fc.constantFrom('GET / ', 'HTTP/1.1 200', '{"request":', 'POST /requests HTTP/1.1\r\n\r\n'),
        fc.uint8Array(),
      )
      .map(([start, rest]) => Uint8Array.from([...new TextEncoder().encode(start), ...rest])),
  )
  fc.assert(
    fc.property(noisy, (bytes) => {
      const error = refusal(() => wire.decode({ bytes, direction: 'to-device' }))
      if (error) expect(error.offset).toBeLessThanOrEqual(bytes.length)
      expect(wire.mask?.(bytes)).toHaveLength(bytes.length)
    }),
    { numRuns: 2_000 },
  )
})

test('whole HTTP messages are read with what they carry', () => {
  const request = { uuid: '1', request: [{ type: 'setDateTime', dateTime: '2027.01.02 03:04:05' }] }
  const asked = encodeRequest(
    { method: 'POST', path: '/api/v2/requests?deviceID=1' },
    [['Host', 'x']],
    bytesOf(request),
  )
  const question = wire.decode({ bytes: asked, direction: 'to-device' })
  expect(question).toMatchObject({
    name: 'POST /api/v2/requests?deviceID=1: setDateTime',
    value: { method: 'POST', path: '/api/v2/requests?deviceID=1', json: request },
  })
  const results = { results: [{ status: 'error', error: { code: 44, description: '' }, result: null }] }
  const answered = encodeResponse({ status: 200, reason: 'OK' }, [], bytesOf(results))
  const answer = wire.decode({ bytes: answered, direction: 'from-device' })
  expect(answer.value).toMatchObject({ status: 200, reason: 'OK', json: results })
  expect(answer.fields.find(({ name }) => name === 'results[0].error.code')?.meaning?.ru).toBe('нет бумаги')
  for (const [bytes, { fields }] of [
    [asked, question],
    [answered, answer],
  ] as const) {
    expect(fields.length).toBeGreaterThan(3)
    for (const { value, offset, length } of fields) {
      const text = new TextDecoder().decode(bytes.subarray(offset, offset + length))
      expect([String(value), JSON.stringify(value)]).toContain(text)
    }
  }
})

test('no result of any task makes anything but a failure of the catalogue', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.oneof(odd, fc.jsonValue()), (task, json) => {
      const value = readResult(task, readJson(bytesOf(json)))
      if (value instanceof DeviceFailure) expect(value.code).toBe('device.wrong-answer')
    }),
    { numRuns: 2_000 },
  )
})

test('every code of the driver has its texts', () => {
  for (let code = 0; code <= 2_000; code++) {
    const { ru, en } = driverError(code).text
    expect(ru.length, code.toString()).toBeGreaterThan(3)
    expect(en.length, code.toString()).toBeGreaterThan(3)
  }
  expect(driverError(44).failure).toBe('register.paper-out')
  expect(driverError(1_500).text.ru).toContain('1500')
})

describe('a server that answers nonsense', () => {
  const answers = fc.oneof(
    fc
      .tuple(fc.constantFrom(200, 201, 204, 302, 401, 404, 409, 500), fc.oneof(odd, fc.jsonValue()))
      .map(([status, json]) => encodeResponse({ status, reason: '' }, [], bytesOf(json))),
    fc.uint8Array({ maxLength: 80 }),
    fc.constant(new TextEncoder().encode('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n')),
  )

  test('ends in failures and outcomes, never in a hang', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 6 }), async (list) => {
        const clock = new SimulatedClock()
        const listeners = new Set<(bytes: Uint8Array) => void>()
        let turn = 0
        const link: ByteLink = {
          ended: new Promise(() => {}),
          async write() {
            const bytes = list[turn++ % list.length] ?? new Uint8Array()
            clock.schedule(1, () => listeners.forEach((listener) => listener(bytes)))
          },
          subscribe(listener) {
            listeners.add(listener)
            return () => listeners.delete(listener)
          },
          async close() {},
        }
        const register = createAtolWebDriver({ access: { kind: 'bytes', link }, clock, settings: {} })
        for (const operate of [() => register.readStorage({}), () => register.printXReport({})]) {
          const answer: unknown = await clock.runUntilSettled(
            (operate() as Promise<unknown>).catch((error: unknown) => error),
            36_000_000,
          )
          const told = answer instanceof DeviceFailure || (typeof answer === 'object' && answer !== null)
          expect(told && !(answer instanceof TypeError), String(answer)).toBe(true)
          if (answer instanceof Error) expect(answer).toBeInstanceOf(DeviceFailure)
        }
      }),
      { numRuns: 150 },
    )
  })
})
