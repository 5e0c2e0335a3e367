import { CodecError } from '../codec-error.ts'
import type { DecodedField, DecodedValue } from '../wire-format.ts'
import type { LocatedJson } from './located-json.ts'

type Meaning = NonNullable<DecodedField['meaning']>

/**
 * What stands at a place of a message: reads it into a typed value for the driver, and tells the traffic screen what a value
 * means. Both go by the same definition.
 */
export interface Shape<T> {
  /** Throws `decode.value` with the byte and the path, or `decode.truncated` for what is missing. */
  read(json: LocatedJson, path: string): T
  /** False if the value may be left out, empty or null. */
  readonly required: boolean
  /** What stands inside: by name in an object, the same for every entry of a list. */
  readonly members?: Readonly<Record<string, AnyShape>>
  readonly entry?: AnyShape
  readonly meaning?: (value: DecodedValue) => Meaning | undefined
}

// oxlint-disable-next-line typescript/no-explicit-any -- the value of a member of any record
export type AnyShape = Shape<any>
export type ValueOf<S> = S extends Shape<infer T> ? T : never

type Optional<M> = { [N in keyof M]: undefined extends ValueOf<M[N]> ? N : never }[keyof M]
export type RecordOf<M> = { readonly [N in Exclude<keyof M, Optional<M>>]: ValueOf<M[N]> } & {
  readonly [N in Optional<M>]?: ValueOf<M[N]>
}

function wrong(json: LocatedJson, path: string, expected: string): never {
  throw new CodecError('decode.value', json.offset, `${path}: ${expected} expected`)
}

/** A value that is no object and no list. `accept` gives `undefined` for one that does not fit. */
export const leaf = <T>(
  expected: string,
  accept: (value: DecodedValue) => T | undefined,
  meaning?: (value: DecodedValue) => Meaning | undefined,
): Shape<T> => ({
  required: true,
  read: (json, path) => accept(json.value) ?? wrong(json, path, expected),
  ...(meaning && { meaning }),
})

export const text: Shape<string> = leaf('a text', (value) => (typeof value === 'string' ? value : undefined))

export const yesNo: Shape<boolean> = leaf('true or false', (value) => (typeof value === 'boolean' ? value : undefined))

/** Digits that some versions of a service give as a number, others as a text. */
export const digits: Shape<string> = leaf('digits', (value) =>
  typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value)) ? String(value) : undefined,
)

export const wholeNumber = (value: DecodedValue): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined

export const whole: Shape<number> = leaf('a whole number', wholeNumber)

/** A number with a meaning. One that is not in the list is kept as it is: the other side is newer than this list. */
export const numbered = (meanings: Readonly<Record<number, Meaning>>): Shape<number> =>
  leaf('a whole number', wholeNumber, (value) => {
    const number = wholeNumber(value)
    return number === undefined ? undefined : meanings[number]
  })

/** What may be left out; empty and null say the same. */
export const optional = <T>(shape: Shape<T>): Shape<T | undefined> => ({
  ...shape,
  required: false,
  read: (json, path) => (json.value === null || json.value === '' ? undefined : shape.read(json, path)),
})

export const list = <T>(entry: Shape<T>): Shape<readonly T[]> => ({
  required: true,
  entry,
  read: (json, path) =>
    json.items?.map((item, index) => entry.read(item, `${path}[${index}]`)) ?? wrong(json, path, 'a list'),
})

/** An object. Members that it does not name are let be: newer versions of a service add some. */
export const record = <M extends Readonly<Record<string, AnyShape>>>(members: M): Shape<RecordOf<M>> => ({
  required: true,
  members,
  read(json, path) {
    const present = json.members ?? wrong(json, path, 'an object')
    const entries = Object.entries(members).flatMap(([name, shape]): [string, unknown][] => {
      const member = present.get(name)
      const place = path === '' ? name : `${path}.${name}`
      if (member) return [[name, shape.read(member, place)]]
      if (!shape.required) return []
      throw new CodecError('decode.truncated', json.offset + json.length, `${place} is missing`)
    })
    return Object.fromEntries(entries) as RecordOf<M>
  },
})
