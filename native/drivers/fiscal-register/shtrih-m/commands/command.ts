import { CodecError } from '../../../../codecs/codec-error.ts'
import type { DecodedField } from '../../../../codecs/wire-format.ts'
import { concatenate } from '../../../../codecs/concatenate.ts'
import { ByteInput } from '../../shared/codec/byte-input.ts'
import { field, nothing, type FieldListener, type Layout } from '../../shared/codec/layout.ts'
import { u32, u8 } from '../../shared/codec/value-format.ts'

/** What came back: the machine's error code, or what it answered. */
export type Answer<A> = { readonly error: number } & (
  { readonly error: 0; readonly value: A } | { readonly refused: true }
)

/** A command of «Протокол ККТ» as a value: how it is written, how its answer is read. No I/O. */
// oxlint-disable-next-line typescript/no-explicit-any -- the general command of the catalogue
export interface Command<Q = any, A = any> {
  /** One byte, or two for `FFxx`. */
  readonly code: number
  readonly name: string
  readonly request: Layout<Q>
  readonly answer: Layout<A>
  /** Executing it twice is the same as executing it once. */
  readonly repeatable: boolean
  /** Milliseconds that an answer may take. */
  readonly patience: number
  encode(values: Q): Uint8Array
  /** Throws CodecError if the bytes are no answer to this command. */
  decode(payload: Uint8Array): Answer<A>
}

const ignore: FieldListener = () => {}

/** `repeatable` is false unless said otherwise: a command that nobody has thought about is never sent twice. */
export function command<Q extends object, A extends object = object>(
  code: number,
  name: string,
  options: { request?: Layout<Q>; answer?: Layout<A>; repeatable?: true; patience?: number } = {},
): Command<Q, A> {
  const request = options.request ?? (nothing as Layout<Q>)
  const answer = options.answer ?? (nothing as Layout<A>)
  return {
    code,
    name,
    request,
    answer,
    repeatable: options.repeatable ?? false,
    patience: options.patience ?? 30_000,
    encode: (values) => concatenate([codeBytes(code), ...request.write(values)]),
    decode(payload) {
      const input = new ByteInput(payload)
      const received = readCode(input)
      if (received !== code)
        throw new CodecError('decode.value', 0, `answer to ${showCode(received)}, not to ${showCode(code)}`)
      const [error = 0] = input.take(1)
      if (error === 0) return { error, value: answer.read(input, ignore) }
      // A refusal ends with its error byte. One byte of parity lets one damaged answer in 256 through; this catches most of those.
      if (input.remaining > 0) throw new CodecError('decode.trailing', input.offset, 'bytes after a refusal')
      return { error, refused: true }
    },
  }
}

/** An answer as the machine sends it: code, error byte and, without an error, the values. */
export function encodeAnswer<A>(of: Command<never, A>, values: A): Uint8Array {
  return concatenate([codeBytes(of.code), Uint8Array.of(0), ...of.answer.write(values)])
}

export function encodeRefusal(code: number, error: number): Uint8Array {
  return concatenate([codeBytes(code), Uint8Array.of(error)])
}

/** Codes FFxx take two bytes, all others one. */
export function readCode(input: ByteInput): number {
  const [first = 0] = input.take(1)
  return first === 0xff ? 0xff00 | (input.take(1)[0] ?? 0) : first
}

export function codeBytes(code: number): Uint8Array {
  return code > 0xff ? Uint8Array.of(code >> 8, code & 0xff) : Uint8Array.of(code)
}

export const showCode = (code: number): string => code.toString(16).toUpperCase().padStart(2, '0')

/** Reads `layout` and keeps each field with its place. */
export function readFields<T>(layout: Layout<T>, input: ByteInput, fields: DecodedField[]): T {
  return layout.read(input, (name, value, offset, length, meaning) =>
    fields.push({ name, value, offset, length, meaning }),
  )
}

/** Almost every request begins with it. Factory passwords: 1…28 operators, 29 administrator, 30 system administrator. */
export const password = field('password', u32)
/** Number of the operator whose password was given, 1…30. */
export const operator = field('operator', u8)
