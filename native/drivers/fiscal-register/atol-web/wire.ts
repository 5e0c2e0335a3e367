import { CodecError } from '../../../codecs/codec-error.ts'
import { HttpCutter } from '../../../codecs/http/http-cutter.ts'
import type { HttpMessage } from '../../../codecs/http/http-message.ts'
import { HttpReader } from '../../../codecs/http/http-reader.ts'
import { latinTextOf } from '../../../codecs/text-bytes.ts'
import type { DecodedField, DecodedMessage, DecodedValue, WireFormat, WireInput } from '../../../codecs/wire-format.ts'
import { decodeJson } from './wire-json.ts'

/** HTTP messages of the vendor's web server; and the JSON alone: of both its versions, and of the driver in a program. */
export const wire: WireFormat = {
  dialects: ['atol-json-task', 'atol-web-v1', 'atol-web-v2'],
  decode,
  createCutter: (direction) => new HttpCutter(direction === 'to-device' ? 'REQUEST' : 'RESPONSE'),
  mask,
}

/** Who may use the server, and passwords of registers that are set up on it. Both are text, whose length stays. */
const secrets = [
  /^authorization:[ \t]*(?:basic[ \t]+)?(?<value>[^\r\n]+)/dgimu,
  /"(?:access|user)Password"\s*:\s*"(?<value>(?:[^"\\]|\\.)*)"/dgiu,
]

function mask(bytes: Uint8Array): Uint8Array {
  const masked = bytes.slice()
  const text = latinTextOf(bytes)
  for (const secret of secrets) {
    for (const { indices } of text.matchAll(secret)) {
      const [start, end] = indices?.groups?.['value'] ?? [0, 0]
      masked.fill(0x2a, start, end)
    }
  }
  return masked
}

const startOfRequest = /^[A-Z]{3,7} \S/u
const startOfAnswer = /^HTTP\//u

function decode({ bytes, direction, command }: WireInput): DecodedMessage {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  const start = latinTextOf(bytes.subarray(0, 16))
  if (startOfAnswer.test(start)) return decodeHttp(bytes, 'RESPONSE', command)
  return startOfRequest.test(start) ? decodeHttp(bytes, 'REQUEST', command) : decodeJson(bytes, direction, command)
}

function decodeHttp(bytes: Uint8Array, kind: 'REQUEST' | 'RESPONSE', asked: string | undefined): DecodedMessage {
  const message = wholeMessage(bytes, kind)
  const { line, headLength, contiguous, body } = message
  const from = contiguous ? bytes.subarray(0, message.length) : body
  const direction = kind === 'REQUEST' ? 'to-device' : 'from-device'
  const task = commandOf(message) ?? asked
  const inner = body.length > 0 ? decodeJson(from, direction, task, contiguous ? headLength : 0) : undefined
  // Chunks have no place in the bytes that the body could be pointed at as one.
  const fields = contiguous ? (inner?.fields ?? []) : []
  return {
    name: [titleOf(line), inner?.name].filter(Boolean).join(': '),
    value: { ...line, ...inner?.value },
    fields: [...headFields(bytes, message), ...fields],
  }
}

function wholeMessage(bytes: Uint8Array, kind: 'REQUEST' | 'RESPONSE'): HttpMessage {
  const reader = new HttpReader(kind)
  const [first] = reader.push(bytes)
  const message = first ?? reader.end()
  if (!message) throw new CodecError('decode.truncated', bytes.length, 'the message is not whole')
  if (message.length < bytes.length) throw new CodecError('decode.trailing', message.length, 'bytes after the message')
  return message
}

const operationPath = /\/operations\/(?<operation>query\w+)/u

/** A path of the server that stands for a task. */
const commandOf = ({ line }: HttpMessage): string | undefined =>
  'path' in line ? operationPath.exec(line.path)?.groups?.['operation'] : undefined

const titleOf = (line: HttpMessage['line']): string =>
  'path' in line ? `${line.method} ${line.path}` : `${line.status} ${line.reason}`.trim()

/** The words of the first line where they stand; blank lines in front of it are let be. */
function headFields(bytes: Uint8Array, { line, headLength }: HttpMessage): DecodedField[] {
  const head = latinTextOf(bytes.subarray(0, headLength))
  return Object.entries(line).flatMap(([name, value]: [string, DecodedValue]) => {
    const text = String(value)
    const offset = head.indexOf(text, name === 'path' || name === 'status' ? head.indexOf(' ') : 0)
    return text === '' || offset < 0 ? [] : [{ name, value, offset, length: text.length }]
  })
}
