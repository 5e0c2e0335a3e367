import type { DecodedValue } from '../../../../codecs/wire-format.ts'
import type { Localized } from '../../../../foundation/localized.ts'
import type { ByteInput } from './byte-input.ts'
import type { ValueFormat } from './value-format.ts'

/** Told of every field as it is read: its name, how people write it, and which bytes it came from. */
export type FieldListener = (
  name: string,
  shown: DecodedValue,
  offset: number,
  length: number,
  meaning?: Localized,
) => void

/**
 * The shape of a stretch of bytes: reads it into a typed record, writes the record back, and tells a listener about each
 * field on the way, so that the driver and the traffic screen read the same bytes by the same definition.
 */
export interface Layout<T> {
  readonly names: readonly string[]
  read(input: ByteInput, listen: FieldListener): T
  write(value: T): Uint8Array[]
}

type Flat<T> = { [K in keyof T]: T[K] }
// oxlint-disable-next-line typescript/no-explicit-any -- the element type of a heterogeneous tuple
type AnyLayout = Layout<any>
type Joined<L extends readonly AnyLayout[]> = L extends readonly [
  Layout<infer A>,
  ...infer Rest extends readonly AnyLayout[],
]
  ? A & Joined<Rest>
  : unknown

/** One named value. */
export function field<const N extends string, V>(name: N, format: ValueFormat<V>): Layout<{ readonly [K in N]: V }> {
  return {
    names: [name],
    read(input, listen) {
      const offset = input.offset
      const size = format.size === 'rest' ? input.remaining : format.size
      const value = format.decode(input.take(size), offset)
      listen(name, format.show(value), offset, size, format.meaning?.(value))
      return { [name]: value } as { readonly [K in N]: V }
    },
    write: (record) => [format.encode(record[name])],
  }
}

/** Fields one after another. */
export function sequence<const L extends readonly AnyLayout[]>(...layouts: L): Layout<Flat<Joined<L>>> {
  return {
    names: layouts.flatMap((layout) => layout.names),
    read(input, listen) {
      const record = {}
      for (const layout of layouts) Object.assign(record, layout.read(input, listen))
      return record as Flat<Joined<L>>
    },
    write: (record) => layouts.flatMap((layout) => layout.write(record) as Uint8Array[]),
  }
}

/** What newer firmware appends: read if any byte is left, written if its first field is given. */
export function whenPresent<T extends object>(layout: Layout<T>): Layout<Partial<T>> {
  const [first] = layout.names
  return {
    names: layout.names,
    read: (input, listen) => (input.remaining > 0 ? layout.read(input, listen) : {}),
    write: (record) => (first !== undefined && first in record ? layout.write(record as T) : []),
  }
}

/** What follows depends on what was read before. */
export function dependent<A extends object, B extends object>(
  head: Layout<A>,
  tail: (head: A) => Layout<B>,
): Layout<A & B> {
  return {
    names: head.names,
    read(input, listen) {
      const first = head.read(input, listen)
      return { ...first, ...tail(first).read(input, listen) }
    },
    write: (record) => [...head.write(record), ...tail(record).write(record)],
  }
}

/** The shape tells itself by how many bytes are left; on the way out by which fields are given. */
export function bySize<T extends object>(
  choose: (remaining: number) => Layout<Partial<T>>,
  full: Layout<Partial<T>>,
): Layout<Partial<T>> {
  return {
    names: full.names,
    read: (input, listen) => choose(input.remaining).read(input, listen),
    write: (record) => full.write(record),
  }
}

export const nothing: Layout<object> = { names: [], read: () => ({}), write: () => [] }
