import { CodecError } from '../../../../codecs/codec-error.ts'
import type { DecodedField } from '../../../../codecs/wire-format.ts'
import type { PacketValue } from '../codec/packet.ts'
import type { ValueText } from '../codec/value-text.ts'

/** Named values in the order in which a packet carries them. */
// oxlint-disable-next-line typescript/no-explicit-any -- each name has a type of its own
export type Shape = Readonly<Record<string, ValueText<any>>>
export type ValuesOf<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends ValueText<infer V> ? V : never
}

/** What came back: the machine's error code, or what it answered. */
export type Answer<A> = { readonly error: 0; readonly value: A } | { readonly error: number; readonly refused: true }

/**
 * A command as a value. Commands that begin with the number of a request are one per request: the answer to most of them
 * begins with it, too.
 */
export interface Command<Q extends Shape = Shape, A extends Shape = Shape> {
  readonly code: number
  readonly request: number | undefined
  readonly name: string
  readonly parameters: Q
  readonly result: A
  /** Whether the answer begins with the number of the request. `sometimes`: the vendor's text and its library disagree. */
  readonly repeatsRequest: 'always' | 'sometimes' | 'never'
  /** So many values of the result have to be there; older firmware gives fewer, newer may give more. */
  readonly least: number
  /** Executing it twice is the same as executing it once. */
  readonly repeatable: boolean
  /** Milliseconds in which the answer comes; the protocol names no time. */
  readonly patience: number
}

interface Options<Q extends Shape, A extends Shape> {
  readonly request?: number
  readonly parameters?: Q
  readonly result?: A
  readonly repeatsRequest?: 'always' | 'sometimes' | 'never'
  readonly least?: number
  readonly repeatable?: true
  readonly patience?: number
}

// oxlint-disable-next-line typescript/no-empty-object-type -- a shape without names
export type Nothing = {}

const usualPatience = 10_000

/** `repeatable` is false unless said otherwise: a command that nobody has thought about is never sent twice. */
export function command<Q extends Shape = Nothing, A extends Shape = Nothing>(
  code: number,
  name: string,
  options: Options<Q, A> = {},
): Command<Q, A> {
  const result = options.result ?? ({} as A)
  return {
    code,
    name,
    request: options.request,
    parameters: options.parameters ?? ({} as Q),
    result,
    repeatsRequest: options.repeatsRequest ?? (options.request === undefined ? 'never' : 'always'),
    least: options.least ?? countOf(result),
    repeatable: options.repeatable ?? false,
    patience: options.patience ?? usualPatience,
  }
}

const countOf = (shape: Shape): number => Object.values(shape).reduce((sum, { count }) => sum + count, 0)

/** The values that a packet carries. What is left out at the end is not sent, before it is sent empty. Throws `encode.value`. */
export function writeParameters<Q extends Shape>(of: Command<Q>, values: Partial<ValuesOf<Q>>): string[] {
  return [...(of.request === undefined ? [] : [of.request.toString()]), ...write(of.parameters, values)]
}

/** As the machine answers. */
export function writeResult<A extends Shape>(of: Command<Shape, A>, values: Partial<ValuesOf<A>>): string[] {
  const repeats = of.request !== undefined && of.repeatsRequest === 'always'
  return [...(repeats ? [String(of.request)] : []), ...write(of.result, values)]
}

function write<S extends Shape>(shape: S, values: Partial<ValuesOf<S>>): string[] {
  const texts: string[] = []
  let given = 0
  for (const [name, format] of Object.entries(shape)) {
    const value: unknown = values[name]
    texts.push(...(value === undefined ? Array.from({ length: format.count }, () => '') : format.print(value)))
    if (value !== undefined) given = texts.length
  }
  return texts.slice(0, given)
}

/** Told of each value with its place. */
export type FieldListener = (field: DecodedField) => void
const ignore: FieldListener = () => {}

/** What a host asks. Missing values are read as empty ones. Throws CodecError. */
export function readParameters<Q extends Shape>(
  of: Command<Q>,
  values: readonly PacketValue[],
  listen = ignore,
): ValuesOf<Q> {
  const rest = of.request === undefined ? values : takeRequest(of.request, values, listen)
  return read(of.parameters, rest, listen)
}

/** What a machine answers. Throws CodecError if it does not fit the command. */
export function readResult<A extends Shape>(
  of: Command<Shape, A>,
  values: readonly PacketValue[],
  listen = ignore,
): ValuesOf<A> {
  const rest = repeatsRequest(of, values) ? takeRequest(of.request as number, values, listen) : values
  if (rest.length < of.least) {
    throw new CodecError('decode.truncated', endOf(values), `${of.least - rest.length} more values expected`)
  }
  return read(of.result, rest, listen)
}

function repeatsRequest({ request, repeatsRequest: repeats, least }: Command, values: readonly PacketValue[]): boolean {
  if (request === undefined || repeats === 'never') return false
  return repeats === 'always' || (values.length > least && values[0]?.text === request.toString())
}

function takeRequest(request: number, values: readonly PacketValue[], listen: FieldListener): readonly PacketValue[] {
  const [first, ...rest] = values
  if (!first) throw new CodecError('decode.truncated', 0, 'the number of the request is missing')
  if (!/^\d{1,3}$/u.test(first.text) || Number(first.text) !== request) {
    throw new CodecError('decode.value', first.offset, `request ${first.text.slice(0, 10)}, not ${request}`)
  }
  listen({ name: 'request', value: request, offset: first.offset, length: first.length })
  return rest
}

function read<S extends Shape>(shape: S, values: readonly PacketValue[], listen: FieldListener): ValuesOf<S> {
  const record: Record<string, unknown> = {}
  let index = 0
  for (const [name, format] of Object.entries(shape)) {
    const own = values.slice(index, index + format.count)
    index += format.count
    const [first] = own
    const last = own.at(-1)
    const value: unknown = format.parse(
      own.map(({ text }) => text),
      first?.offset ?? endOf(values),
    )
    record[name] = value
    if (!first || !last || last.offset + last.length === first.offset) continue
    const length = last.offset + last.length - first.offset
    const meaning = format.meaning?.(value)
    listen({ name, value: format.show(value), offset: first.offset, length, ...(meaning ? { meaning } : {}) })
  }
  return record as ValuesOf<S>
}

function endOf(values: readonly PacketValue[]): number {
  const last = values.at(-1)
  return last ? last.offset + last.length : 0
}

/** `00h`, `78h/15`. */
export function showCode({ code, request }: Pick<Command, 'code' | 'request'>): string {
  const shown = `${code.toString(16).toUpperCase().padStart(2, '0')}h`
  return request === undefined ? shown : `${shown}/${request}`
}
