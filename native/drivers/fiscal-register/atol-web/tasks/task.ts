import {
  leaf,
  optional,
  record,
  text,
  type AnyShape,
  type RecordOf,
  type Shape,
} from '../../../../codecs/json/shape.ts'
import type { DecodedValue } from '../../../../codecs/wire-format.ts'
import type { Localized } from '../../../../foundation/localized.ts'

/** What a task does to the world. `none` and `marking` may be repeated without harm; the rest may not. */
export type TaskEffect = 'none' | 'physical' | 'setting' | 'money' | 'fiscal' | 'marking'

/** A JSON task of the vendor's driver 10, in its spelling. */
export interface Task<Q extends object = object, A extends object = object> {
  readonly type: string
  readonly effect: TaskEffect
  /** Milliseconds that the register may take, once its turn has come. */
  readonly patience: number
  /** Name under `/api/v2/operations/` by which the server answers it at once, past the queue. */
  readonly operation?: string
  readonly request: Shape<Q>
  readonly result: Shape<A>
}

type Members = Readonly<Record<string, AnyShape>>

const usualPatience = 60_000
/** Documents of the storage and marking codes: users were seen waiting for a minute and more. */
const longPatience = 180_000

/** A task by the members of its request and of its result. */
export function task<const Q extends Members = Record<never, never>, const A extends Members = Record<never, never>>(
  type: string,
  effect: TaskEffect,
  traits: { readonly request?: Q; readonly result?: A; readonly operation?: string } = {},
): Task<RecordOf<Q>, RecordOf<A>> {
  const { request = {} as Q, result = {} as A, operation } = traits
  return {
    type,
    effect,
    patience: effect === 'none' || effect === 'physical' ? usualPatience : longPatience,
    request: record(request),
    result: record(result),
    ...(operation === undefined ? {} : { operation }),
  }
}

const number = (value: DecodedValue): number | undefined => (typeof value === 'number' ? value : undefined)

/** Sums and prices in roubles, as the driver has them. */
export const roubles: Shape<number> = leaf('a number', number, (value) => {
  const sum = number(value)
  return sum === undefined
    ? undefined
    : { ru: `${sum.toFixed(2).replace('.', ',')} ₽`, en: `${sum.toFixed(2)} roubles` }
})

export const amount: Shape<number> = leaf('a number', number)

/** A time with its zone, `YYYY-MM-DDThh:mm:ss+hh:mm`, of which registers only know the civil part. */
export const time: Shape<string> = leaf('YYYY-MM-DDThh:mm:ss', (value) =>
  typeof value === 'string' ? /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?/u.exec(value)?.[0] : undefined,
)

/** A word with a meaning. One that is not in the list is kept as it is: the driver is newer than this list. */
export const word = (meanings: Readonly<Record<string, Localized>>): Shape<string> => ({
  ...text,
  meaning: (value) => (typeof value === 'string' && Object.hasOwn(meanings, value) ? meanings[value] : undefined),
})

/** A value that the driver gives as a word or as its number. */
export const wordOrNumber = (meanings: Readonly<Record<string, Localized>>): Shape<string> => ({
  ...leaf('a word', (value) =>
    typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined,
  ),
  meaning: (value) => (Object.hasOwn(meanings, String(value)) ? meanings[String(value)] : undefined),
})

/** Any value, for what is shown and not understood. */
export const anything: Shape<DecodedValue> = { required: true, read: ({ value }) => value }

/** Who is named in a document. */
export const operator = optional(record({ name: text, vatin: optional(text) }))
