import { CodecError } from '../../../../codecs/codec-error.ts'
import type { DecodedField } from '../../../../codecs/wire-format.ts'
import { concatenate } from '../../../../codecs/concatenate.ts'
import { ByteInput } from '../../shared/codec/byte-input.ts'
import { field, nothing, whenPresent, type FieldListener, type Layout } from '../../shared/codec/layout.ts'
import { u8 } from '../../shared/codec/value-format.ts'
import { bcdDigits } from '../codec/bcd.ts'

/** What came back: the machine's error code with its extension, or what it answered. */
export type Answer<A> =
  | { readonly error: 0; readonly value: A }
  | { readonly error: number; readonly extension: number; readonly refused: true }

/** A command of «Протокол работы ККТ» as a value: how it is written, how its answer is read. No I/O. */
// oxlint-disable-next-line typescript/no-explicit-any -- the general command of the catalogue
export interface Command<Q = any, A = any> {
  /** One byte, or two for `A4xx` and `CExx`. */
  readonly code: number
  readonly name: string
  readonly request: Layout<Q>
  readonly head: AnswerHead
  readonly answer: Layout<A>
  /** Executing it twice is the same as executing it once. */
  readonly repeatable: boolean
  /** The answer ends with something of any length, so its length proves nothing. */
  readonly openEnded: boolean
  /** Milliseconds that the machine may take to prepare its answer (T5). */
  readonly patience: number
  /** `accessPassword`: four digits, `0000` from the factory. */
  encode(values: Q, accessPassword: string): Uint8Array
  /** Throws CodecError if the bytes are no answer to this command. */
  decode(payload: Uint8Array): Answer<A>
}

/** How an answer begins. Answers do not repeat the code of their command, so a head is all there is to know them by. */
interface AnswerHead {
  /** Returns the error code; 0: the values follow. */
  read(input: ByteInput, listen: FieldListener): number
  readonly bytes: Uint8Array
}

export const successCode = 0x55

/** `55 error …`. */
export const standardHead: AnswerHead = {
  bytes: Uint8Array.of(successCode, 0),
  read(input, listen) {
    readMarker(input, successCode, listen)
    return readError(input, listen)
  },
}

/** Answers with a first byte of their own; a refusal has the standard form. */
export function ownHead(marker: number): AnswerHead {
  return {
    bytes: Uint8Array.of(marker),
    read(input, listen) {
      if (marker !== successCode && input.bytes[input.offset] === successCode) return standardHead.read(input, listen)
      readMarker(input, marker, listen)
      return 0
    },
  }
}

/** The answer to A5h begins with the error code itself; a refusal may have the standard form. */
export const errorFirstHead: AnswerHead = {
  bytes: Uint8Array.of(0),
  read(input, listen) {
    if (input.bytes[input.offset] === successCode && input.remaining <= 3) return standardHead.read(input, listen)
    return readError(input, listen)
  },
}

function readMarker(input: ByteInput, marker: number, listen: FieldListener): void {
  const offset = input.offset
  const [received = 0] = input.take(1)
  if (received !== marker)
    throw new CodecError('decode.value', offset, `answer ${showCode(received)}, not ${showCode(marker)}`)
  listen('code', showCode(received), offset, 1)
}

function readError(input: ByteInput, listen: FieldListener): number {
  const offset = input.offset
  const [error = 0] = input.take(1)
  listen('error', error, offset, 1)
  return error
}

const ignore: FieldListener = () => {}
export const accessPasswordFormat = bcdDigits(2)
/** Second byte of the error code, which many answers bring along and some leave out. */
export const extension = whenPresent(field('extension', u8))

/** `repeatable` is false unless said otherwise: a command that nobody has thought about is never sent twice. */
export function command<Q extends object = object, A extends object = { readonly extension?: number }>(
  code: number,
  name: string,
  options: {
    request?: Layout<Q>
    head?: AnswerHead
    answer?: Layout<A>
    repeatable?: true
    openEnded?: true
    patience?: number
  } = {},
): Command<Q, A> {
  const request = options.request ?? (nothing as Layout<Q>)
  const head = options.head ?? standardHead
  const answer = options.answer ?? (extension as unknown as Layout<A>)
  return {
    code,
    name,
    request,
    head,
    answer,
    repeatable: options.repeatable ?? false,
    openEnded: options.openEnded ?? false,
    patience: options.patience ?? 10_000,
    encode: (values, accessPassword) =>
      concatenate([accessPasswordFormat.encode(accessPassword), codeBytes(code), ...request.write(values)]),
    decode: (payload) => readAnswer({ head, answer }, new ByteInput(payload), ignore),
  }
}

/** Reads a whole answer and tells `listen` of its fields. Throws CodecError. */
export function readAnswer<A>(
  { head, answer }: { readonly head: AnswerHead; readonly answer: Layout<A> },
  input: ByteInput,
  listen: FieldListener,
): Answer<A> {
  const error = head.read(input, listen)
  if (error === 0) {
    const value = answer.read(input, listen)
    if (input.remaining > 0) throw new CodecError('decode.trailing', input.offset, 'bytes after the answer')
    return { error: 0, value }
  }
  const { extension: second = 0 } = extension.read(input, listen)
  if (input.remaining > 0) throw new CodecError('decode.trailing', input.offset, 'bytes after a refusal')
  return { error, extension: second, refused: true }
}

/** An answer as the machine sends it. */
export function encodeAnswer<A>(of: Command<never, A>, values: A): Uint8Array {
  return concatenate([of.head.bytes, ...of.answer.write(values)])
}

export function encodeRefusal(error: number, second = 0): Uint8Array {
  return Uint8Array.of(successCode, error, second)
}

/** Codes A4xx (fiscal storage) and CExx (power) take two bytes, all others one. */
const prefixes = new Set([0xa4, 0xce])

export function readCode(input: ByteInput): number {
  const [first = 0] = input.take(1)
  return prefixes.has(first) ? (first << 8) | (input.take(1)[0] ?? 0) : first
}

export function codeBytes(code: number): Uint8Array {
  return code > 0xff ? Uint8Array.of(code >> 8, code & 0xff) : Uint8Array.of(code)
}

/** `3F`, `A4 20`. */
export function showCode(code: number): string {
  return [...codeBytes(code)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
}

/** Reads `layout` and keeps each field with its place. */
export function collect(fields: DecodedField[]): FieldListener {
  return (name, value, offset, length, meaning) => fields.push({ name, value, offset, length, meaning })
}
