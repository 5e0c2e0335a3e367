import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../codec-error.ts'
import { concatenate } from '../concatenate.ts'
import { HttpCutter } from './http-cutter.ts'
import { encodeRequest, encodeResponse, headerOf } from './http-message.ts'
import { HttpReader } from './http-reader.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const answer = (...lines: string[]): Uint8Array => bytesOf(lines.join('\r\n'))

/** The refusal that reading ends with; anything else escapes. */
function errorOf(work: () => unknown): CodecError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof CodecError) return error
    throw error
  }
}

function inPieces(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let at = 0
  for (const size of sizes) pieces.push(bytes.subarray(at, (at += size)))
  return [...pieces, bytes.subarray(at)].filter(({ length }) => length > 0)
}

const name = fc.stringMatching(/^X-[A-Za-z]{1,8}$/u)
const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/u)
const headers = fc.array(fc.tuple(name, value), { maxLength: 5 })
const body = fc.uint8Array({ maxLength: 80 })
const sizes = fc.array(fc.nat(30), { maxLength: 12 })

test('requests are read as they were written, in any pieces, one behind the other', () => {
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    path: fc.stringMatching(/^\/[!-~]{0,30}$/u),
    headers,
    body: fc.option(body, { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(request, { maxLength: 4 }), sizes, (requests, cuts) => {
      const stream = concatenate(requests.map((one) => encodeRequest(one, one.headers, one.body)))
      const reader = new HttpReader('REQUEST')
      const read = inPieces(stream, cuts).flatMap((piece) => reader.push(piece))
      expect(read.map(({ line, body }) => ({ ...line, body: [...body] }))).toEqual(
        requests.map(({ method, path, body = [] }) => ({ method, path, body: [...body] })),
      )
      expect(read.reduce((sum, { length }) => sum + length, 0)).toBe(stream.length)
      expect(reader.pending).toBe(0)
      for (const [index, { headers: heard }] of read.entries()) {
        const given = requests[index]?.headers.map(([name, value]) => [name.toLowerCase(), value])
        expect(heard.slice(0, given?.length)).toEqual(given)
      }
    }),
  )
})

test('answers with a length and in chunks, one behind the other', () => {
  const chunked = (parts: readonly Uint8Array[]) =>
    concatenate([
      bytesOf('HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n'),
      ...parts.flatMap((part) => [bytesOf(`${part.length.toString(16)};x=1\r\n`), part, bytesOf('\r\n')]),
      bytesOf('0\r\nX-Trailer: 1\r\n\r\n'),
    ])
  const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 4 })
  fc.assert(
    fc.property(parts, body, sizes, (chunks, whole, cuts) => {
      const stream = concatenate([chunked(chunks), encodeResponse({ status: 409, reason: '' }, [], whole)])
      const reader = new HttpReader('RESPONSE')
      const [first, second] = inPieces(stream, cuts).flatMap((piece) => reader.push(piece))
      expect(first).toMatchObject({ line: { status: 200, reason: 'OK' }, contiguous: false, keepAlive: true })
      expect([...(first?.body ?? [])]).toEqual([...concatenate(chunks)])
      expect(second).toMatchObject({ line: { status: 409, reason: '' }, contiguous: true })
      expect([...(second?.body ?? [])]).toEqual([...whole])
    }),
  )
})

describe('connections', () => {
  test('an answer without a length lasts until the end', () => {
    const reader = new HttpReader('RESPONSE')
    expect(reader.push(answer('HTTP/1.0 200 OK', 'Server: x', '', '{"a":'))).toEqual([])
    expect(reader.push(bytesOf('1}'))).toEqual([])
    expect(reader.lastsUntilEnd).toBe(true)
    const last = reader.end()
    expect(last).toMatchObject({ keepAlive: false, line: { status: 200 } })
    expect(textOf(last?.body ?? new Uint8Array())).toBe('{"a":1}')
    expect(reader.end()).toBeUndefined()
  })

  test.each([
    ['HTTP/1.1', '', true],
    ['HTTP/1.1', 'Connection: close', false],
    ['HTTP/1.0', '', false],
    ['HTTP/1.0', 'Connection: Keep-Alive', true],
  ])('%s %s', (version, header, keepAlive) => {
    const head = [`${version} 200 OK`, 'Content-Length: 0', ...(header ? [header] : []), '', '']
    expect(new HttpReader('RESPONSE').push(answer(...head))).toMatchObject([{ keepAlive }])
  })

  test('names of headers are heard in any case', () => {
    const [message] = new HttpReader('RESPONSE').push(answer('HTTP/1.1 200 OK', 'CONTENT-LENGTH:  2 ', '', 'ab'))
    expect(message && headerOf(message, 'content-length')).toBe('2')
  })

  test('one that ends in the middle is truncated, one that ends between messages is not', () => {
    const half = new HttpReader('RESPONSE')
    half.push(answer('HTTP/1.1 200 OK', 'Content-Length: 9', '', 'abc'))
    expect(errorOf(() => half.end())).toMatchObject({ code: 'decode.truncated', offset: 41 })
    const whole = new HttpReader('RESPONSE')
    whole.push(answer('HTTP/1.1 200 OK', 'Content-Length: 3', '', 'abc'))
    expect(whole.end()).toBeUndefined()
  })
})

describe('what is no HTTP is refused', () => {
  const length = (value: string) => answer('HTTP/1.1 200 OK', `Content-Length: ${value}`, '', 'abcdefgh')
  const chunks = (...lines: string[]) => answer('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', ...lines)
  test.each([
    ['another protocol', bytesOf('\x02\x05\xfe\n'), 'decode.value'],
    ['a negative length', length('-40'), 'decode.value'],
    ['a length that is none', length('abc'), 'decode.value'],
    ['a length in another notation', length('0x8'), 'decode.value'],
    ['an empty length', length(''), 'decode.value'],
    ['a length beyond the limit', length('99999999'), 'decode.length'],
    ['a length beyond every number', length('9'.repeat(30)), 'decode.value'],
    ['two lengths', answer('HTTP/1.1 200 OK', 'Content-Length: 1', 'Content-Length: 2', '', 'ab'), 'decode.value'],
    [
      'a length and chunks',
      answer('HTTP/1.1 200 OK', 'Content-Length: 1', 'Transfer-Encoding: chunked', '', ''),
      'decode.value',
    ],
    ['another coding', answer('HTTP/1.1 200 OK', 'Transfer-Encoding: gzip, chunked', '', ''), 'decode.unknown'],
    ['a negative chunk', chunks('-5', 'abc'), 'decode.value'],
    ['a chunk without a length', chunks('zz', 'abc'), 'decode.value'],
    ['a chunk longer than said', chunks('2', 'abc', ''), 'decode.value'],
    ['a header without a colon', answer('HTTP/1.1 200 OK', 'Content-Length', '', ''), 'decode.value'],
    ['a header with a foreign letter', answer('HTTP/1.1 200 OK', 'Cöntent: 1', '', ''), 'decode.value'],
    ['a control character', answer('HTTP/1.1 200 OK', 'A: \u0001', '', ''), 'decode.value'],
    ['an upgrade', answer('HTTP/1.1 101 X', 'Connection: upgrade', 'Upgrade: websocket', '', ''), 'decode.unknown'],
  ] as const)('%s', (_, bytes, code) => {
    const reader = new HttpReader('RESPONSE')
    const error = errorOf(() => reader.push(bytes))
    expect(error).toMatchObject({ code })
    expect(error?.offset).toBeLessThanOrEqual(bytes.length)
    expect(errorOf(() => reader.push(bytesOf('HTTP/1.1 200 OK\r\n\r\n')))).toBe(error)
  })

  test('the place is counted from the message', () => {
    const sound = encodeResponse({ status: 200, reason: 'OK' }, [], bytesOf('{}'))
    const reader = new HttpReader('RESPONSE')
    expect(reader.push(concatenate([sound, length('-1')]))).toHaveLength(1)
    expect(errorOf(() => reader.push(sound))?.offset).toBe(39)
  })

  test('an endless head, an endless line and endless chunk heads are bounded', () => {
    const endless = (start: string, piece: string) => {
      const reader = new HttpReader('RESPONSE', { head: 200, body: 100 })
      reader.push(bytesOf(start))
      let pushed = 0
      const error = errorOf(() => {
        for (; pushed < 10_000; pushed += piece.length) reader.push(bytesOf(piece))
      })
      return { code: error?.code, pushed }
    }
    for (const [start, piece] of [
      ['', '\r\n'],
      ['HTTP/1.1 200 OK\r\n', 'A: b\r\n'],
      ['HTTP/1.1 200 ', 'aaaa'],
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;', 'aaaa'],
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', 'T: 1\r\n'],
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'],
      ['HTTP/1.1 200 OK\r\n\r\n', 'aaaaaaa'],
    ] as const) {
      const { code, pushed } = endless(start, piece)
      expect(code, start + piece).toBe('decode.length')
      expect(pushed).toBeLessThan(1_000)
    }
  })

  test('any bytes in any pieces end in messages or a refusal, and never give more than came', () => {
    const fragments = fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'POST / HTTP/1.1\r\n',
      'Content-Length: ',
      'Transfer-Encoding: chunked\r\n',
      '\r\n',
      '-3\r\n',
      '5\r\n',
      '0\r\n',
      'abcde',
      '\n',
      ': ',
    )
    const noise = fc.array(fc.oneof(fragments.map(bytesOf), fc.uint8Array({ maxLength: 6 })), { maxLength: 14 })
    fc.assert(
      fc.property(noise, sizes, fc.constantFrom('REQUEST', 'RESPONSE'), (parts, cuts, kind) => {
        const stream = concatenate(parts)
        const reader = new HttpReader(kind)
        let taken = 0
        const error = errorOf(() => {
          for (const piece of inPieces(stream, cuts))
            for (const { length, body } of reader.push(piece)) {
              taken += length
              expect(body.length).toBeLessThanOrEqual(length)
            }
          reader.end()
        })
        expect(taken).toBeLessThanOrEqual(stream.length)
        if (error) expect(error.offset).toBeLessThanOrEqual(stream.length)
      }),
      { numRuns: 5_000 },
    )
  })
})

test('a head that would be read as something else is not written', () => {
  const request =
    (path: string, header = 'b') =>
    () =>
      encodeRequest({ method: 'GET', path }, [['A', header]])
  expect(request('/a b')).toThrow(CodecError)
  expect(request('/\r\nX: 1')).toThrow(CodecError)
  expect(request('/', 'x\r\nY: 1')).toThrow(CodecError)
  expect(() => encodeResponse({ status: 20, reason: '' }, [])).toThrow(CodecError)
})

test('a recording is cut into messages, and no byte is lost', () => {
  const request = encodeRequest({ method: 'POST', path: '/requests' }, [], bytesOf('{"uuid":"1"}'))
  const part = fc.oneof(fc.constant(request), fc.uint8Array({ maxLength: 12 }))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), sizes, (parts, cuts) => {
      const stream = concatenate(parts)
      const cutter = new HttpCutter('REQUEST')
      const pieces = [...inPieces(stream, cuts).flatMap((piece) => cutter.push(piece)), ...cutter.flush()]
      expect([...concatenate(pieces.map(({ bytes }) => bytes))]).toEqual([...stream])
      for (const { kind, bytes } of pieces)
        if (kind === 'frame') expect(textOf(bytes).trimStart()).toBe(textOf(request))
    }),
  )
  const cutter = new HttpCutter('REQUEST')
  expect(cutter.push(Uint8Array.of(1, 10))).toMatchObject([{ kind: 'discarded' }])
  expect(cutter.push(request)).toMatchObject([{ kind: 'frame', bytes: request }])
  const noisy = concatenate([request, Uint8Array.of(1, 10)])
  expect(cutter.push(noisy)).toMatchObject([{ kind: 'frame', bytes: request }, { kind: 'discarded' }])
})
