import type { Delivery } from '../shared/delivery.ts'

export type { Delivery }

/**
 * `repeat`: may be executed twice without harm. `once`: must not, but nothing depends on knowing (a cursor moves on). `prove`:
 * moves or changes something, and what became of it has to be found out.
 */
export type Care = 'repeat' | 'once' | 'prove'

export interface Parcel {
  /** Access password, code and parameters, without framing. */
  readonly payload: Uint8Array
  /** Milliseconds that the answer may take after the machine has taken the command. */
  readonly patience: number
  readonly care: Care
  readonly signal?: AbortSignal | undefined
}

/** A way to exchange commands over one transport. One command at a time; never throws but for defects. */
export interface LinkLayer {
  readonly name: 'v2' | 'v3'
  /** The answer to the last command that was reported lost, if the machine gave it since. */
  readonly latecomer: Uint8Array | undefined
  exchange(parcel: Parcel): Promise<Delivery>
  /** An operation is over: leaves nothing of it behind in the machine. */
  finish(signal: AbortSignal | undefined): Promise<void>
}

export interface LinkTiming {
  /** Milliseconds that a sign of life may take: T1 and T3 of transport v2, the answer to a packet of v3. */
  readonly reaction: number
  /** So many times a silent machine is asked. */
  readonly attempts: number
  /** So many ENQ are sent; some models need ten while they print a long report. */
  readonly enquiries: number
}

export const carefulTiming: LinkTiming = { reaction: 700, attempts: 5, enquiries: 10 }

/** For finding out whether there is such a machine at all: there may be a scanner at the other end. */
export const probeTiming: LinkTiming = { reaction: 170, attempts: 2, enquiries: 2 }
