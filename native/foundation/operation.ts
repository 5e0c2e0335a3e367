import { DeviceFailure } from './device-failure.ts'

/** What an operation does to the world. `money` and `fiscal` need an authorisation; all but `read` are never repeated blindly. */
export const effects = ['read', 'physical', 'setting', 'money', 'fiscal'] as const
export type Effect = (typeof effects)[number]

declare const authorised: unique symbol

/**
 * Proof that a person agreed to this very operation. Only the host makes one (from a consent given on screen or with a
 * command-line flag), and it serves one operation once.
 */
export interface Authorisation {
  readonly [authorised]: true
  readonly operation: string
  readonly effect: Effect
}

/** What every driver operation takes besides its arguments. */
export interface OperationContext {
  readonly signal?: AbortSignal | undefined
  readonly authorisation?: Authorisation | undefined
}

const spent = new WeakSet<Authorisation>()

/** Makes the proof of a consent. Called by the host's consent service and by tests, by nobody else. */
export function authorise(operation: string, effect: Effect): Authorisation {
  return { operation, effect } as Authorisation
}

/**
 * Called by a driver before the first byte of a `setting`, `money` or `fiscal` operation. Throws
 * `operation.not-authorised` where the proof is missing, was made for another operation, or was used before.
 */
export function spendAuthorisation(context: OperationContext, operation: string, effect: Effect): void {
  const proof = context.authorisation
  if (!proof || proof.operation !== operation || proof.effect !== effect || spent.has(proof)) {
    throw new DeviceFailure('operation.not-authorised', { operation, effect })
  }
  spent.add(proof)
}

/**
 * How an operation with an effect ended. `in-doubt` is an honest answer: the reply was lost and the device could not
 * say what happened; `next` names what a person must do.
 */
export type Outcome<T> =
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'not-done'; readonly failure: DeviceFailure }
  | { readonly state: 'in-doubt'; readonly failure: DeviceFailure; readonly next: NextStep }

/** What resolves a doubt. A closed set: each has its texts in the locale catalogues (`nextStep.*`). */
export const nextSteps = [
  'look-at-paper',
  'ask-register-for-last-document',
  'reprint-last-slip',
  'print-terminal-totals',
  'roll-back-last-payment',
  'call-bank',
] as const
export type NextStep = (typeof nextSteps)[number]
