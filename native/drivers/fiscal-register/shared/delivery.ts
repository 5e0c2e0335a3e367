import type { DeviceFailure } from '../../../foundation/device-failure.ts'

/**
 * What became of one command on the line. `not-sent`: the machine has certainly not executed it. `lost`: it may have. The
 * difference decides whether a driver may send it again.
 */
export type Delivery =
  | { readonly state: 'answered'; readonly payload: Uint8Array }
  | { readonly state: 'not-sent'; readonly failure: DeviceFailure }
  | { readonly state: 'lost'; readonly failure: DeviceFailure }
