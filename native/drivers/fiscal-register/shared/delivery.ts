import type { DeviceFailure } from '../../../foundation/device-failure.ts'

/** How the line failed a command. `not-sent`: the machine has certainly not executed it. `lost`: it may have. */
export type Undelivered =
  | { readonly state: 'not-sent'; readonly failure: DeviceFailure }
  | { readonly state: 'lost'; readonly failure: DeviceFailure }

/** What became of one command on the line. The difference decides whether a driver may send it again. */
export type Delivery = { readonly state: 'answered'; readonly payload: Uint8Array } | Undelivered

/** What became of a command: the machine's word, or how the line failed. */
export type Performed<Answer> = { readonly state: 'answered'; readonly answer: Answer } | Undelivered
