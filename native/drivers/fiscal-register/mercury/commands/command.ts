import type { LocatedJson } from '../../../../codecs/json/located-json.ts'
import { resultCode } from '../codec/meanings.ts'
import { optional, record, text, type AnyShape, type RecordOf, type Shape } from '../codec/shape.ts'

/**
 * What a command does to the world. `none` and `session` may be repeated without harm; the rest may not. `base` are the
 * commands of the goods base and the sales journal.
 */
export type CommandEffect = 'none' | 'session' | 'physical' | 'setting' | 'money' | 'fiscal' | 'marking' | 'base'

/** A command of the service, in the vendor's spelling. */
export interface Command<Q extends object = object, A extends object = object> {
  readonly name: string
  readonly effect: CommandEffect
  /** Milliseconds that the answer may take. */
  readonly patience: number
  /** False for the few commands that need no session. */
  readonly needsSession: boolean
  readonly request: Shape<Q>
  readonly answer: Shape<A>
}

type Members = Readonly<Record<string, AnyShape>>

/** Waits that the vendor's clients keep: a minute, and two for what prints a long document or talks to the storage for long. */
const usualPatience = 60_000
const longPatience = 120_000

/** A command by the members of its request and of its answer. */
export function command<const Q extends Members = Record<never, never>, const A extends Members = Record<never, never>>(
  name: string,
  effect: CommandEffect,
  traits: { readonly request?: Q; readonly answer?: A; readonly long?: boolean; readonly needsSession?: boolean } = {},
): Command<RecordOf<Q>, RecordOf<A>> {
  const { request = {} as Q, answer = {} as A, long = false, needsSession = true } = traits
  return {
    name,
    effect,
    patience: long ? longPatience : usualPatience,
    needsSession,
    request: record(request),
    answer: record(answer),
  }
}

/** The members of every answer. `result` 0 is success; else `description` says what is wrong. */
export const envelope = record({ result: resultCode, description: optional(text) })

export type Answer<A> = { readonly value: A } | { readonly result: number; readonly description: string }

/** Throws CodecError for an answer that is none of this command's. */
export function readAnswer<A extends object>({ answer, effect }: Command<object, A>, json: LocatedJson): Answer<A> {
  // Samples of GetRegistrationInfo lack `result`; where nothing was moved, the members that must be there prove enough.
  const proven = effect === 'none' && json.members !== undefined && !json.members.has('result')
  const { result, description } = proven ? { result: 0, description: undefined } : envelope.read(json, '')
  return result === 0 ? { value: answer.read(json, '') } : { result, description: description ?? '' }
}
