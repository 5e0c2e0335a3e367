import type { Delivery } from '../shared/delivery.ts'

export type { Delivery }

export interface Parcel {
  /** Code and parameters, without framing. */
  readonly payload: Uint8Array
  /** Milliseconds that the answer may take after the machine has taken the command. */
  readonly patience: number
  /** May be executed twice without harm, so that the link layer may send it again where in doubt. */
  readonly repeatable: boolean
  readonly signal?: AbortSignal | undefined
}

/** A way to exchange commands over one link. One command at a time; never throws but for defects. */
export interface LinkLayer {
  readonly name: 'v1' | 'v2'
  /**
   * The answer to the last command that was reported lost, if it turned up while later commands were exchanged. It settles
   * the doubt better than any question to the machine.
   */
  readonly latecomer: Uint8Array | undefined
  exchange(parcel: Parcel): Promise<Delivery>
}

/** An answer repeats the code of its command: one byte, or two for FFxx. */
export function isAnswerTo(payload: Uint8Array, answer: Uint8Array): boolean {
  const size = payload[0] === 0xff ? 2 : 1
  if (answer.length < size + 1) return false
  return payload.subarray(0, size).every((byte, index) => answer[index] === byte)
}

export interface LinkTiming {
  /** Milliseconds that a sign of life may take. Drivers in the field wait 1.05 to 10 s; the machine itself reacts within 60 ms. */
  readonly reaction: number
  /** So many times a silent machine is asked. */
  readonly attempts: number
}

export const carefulTiming: LinkTiming = { reaction: 1_500, attempts: 3 }

/** For finding out whether there is such a machine at all: there may be a scanner at the other end. */
export const probeTiming: LinkTiming = { reaction: 400, attempts: 2 }
