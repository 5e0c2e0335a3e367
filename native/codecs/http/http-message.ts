import { CodecError } from '../codec-error.ts'
import { concatenate } from '../concatenate.ts'

export type HttpHeader = readonly [name: string, value: string]

export interface RequestLine {
  readonly method: string
  readonly path: string
}

export interface StatusLine {
  readonly status: number
  readonly reason: string
}

/** A request or an answer of HTTP/1.x, whole. */
export interface HttpMessage<Line extends RequestLine | StatusLine = RequestLine | StatusLine> {
  readonly line: Line
  /** Names in lower case, in the order in which they came. */
  readonly headers: readonly HttpHeader[]
  /** Chunks put together. */
  readonly body: Uint8Array
  /** False if the sender closes the connection after this message. */
  readonly keepAlive: boolean
  /** Bytes of the whole message, and of those that stand before its body. */
  readonly length: number
  readonly headLength: number
  /** The body stands in the message as it is, from `headLength` on; a chunked one does not. */
  readonly contiguous: boolean
}

export const headerOf = ({ headers }: Pick<HttpMessage, 'headers'>, name: string): string | undefined =>
  headers.find(([other]) => other === name)?.[1]

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/u
const target = /^[\x21-\x7e]+$/u
const fieldValue = /^[\t\x20-\x7e]*$/u

/** Bytes of a request. `body` brings its `Content-Length` with it. Throws `encode.value` for what would be read as something else. */
export function encodeRequest(line: RequestLine, headers: readonly HttpHeader[], body?: Uint8Array): Uint8Array {
  if (!token.test(line.method)) throw new CodecError('encode.value', 0, 'method')
  if (!target.test(line.path)) throw new CodecError('encode.value', 0, 'path')
  return encode(`${line.method} ${line.path} HTTP/1.1`, headers, body)
}

/** Bytes of an answer. */
export function encodeResponse(
  line: StatusLine,
  headers: readonly HttpHeader[],
  body: Uint8Array = new Uint8Array(),
): Uint8Array {
  if (!/^[1-9]\d\d$/u.test(line.status.toString())) throw new CodecError('encode.value', 0, 'status')
  if (!fieldValue.test(line.reason)) throw new CodecError('encode.value', 0, 'reason')
  return encode(`HTTP/1.1 ${line.status} ${line.reason}`.trimEnd(), headers, body)
}

function encode(start: string, headers: readonly HttpHeader[], body: Uint8Array | undefined): Uint8Array {
  const all: readonly HttpHeader[] = body ? [...headers, ['Content-Length', body.length.toString()]] : headers
  for (const [name, value] of all) {
    if (!token.test(name) || !fieldValue.test(value)) throw new CodecError('encode.value', 0, `header ${name}`)
  }
  const head = [start, ...all.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
  return concatenate([new TextEncoder().encode(head), body ?? new Uint8Array()])
}
