import type { Clock } from '../foundation/clock.ts'
import type { Authorisation, Effect } from '../foundation/operation.ts'
import type { DeviceFailure } from '../foundation/device-failure.ts'
import type { DriverOfRole, Role } from './role.ts'

/** What a check may ask a person to do. Closed: each has a text and a drawing. */
export const interactions = [
  'none',
  'plug-in',
  'scan-sample',
  'put-weight',
  'clear-pan',
  'insert-card',
  'look-at-paper',
  'hear-beep',
  'look-at-drawer',
  'close-cover',
  'load-paper',
] as const
export type Interaction = (typeof interactions)[number]

/** Something that was seen, with its value; `name` has its text in the locale catalogues (`evidence.*`). */
export interface Evidence {
  readonly name: string
  readonly value: string | number | boolean
}

export type CheckVerdict =
  | { readonly verdict: 'passed'; readonly evidence: readonly Evidence[] }
  | { readonly verdict: 'attention'; readonly reason: string; readonly evidence: readonly Evidence[] }
  | { readonly verdict: 'failed'; readonly failure: DeviceFailure; readonly evidence: readonly Evidence[] }
  | {
      readonly verdict: 'in-doubt'
      readonly failure: DeviceFailure
      readonly next: string
      readonly evidence: readonly Evidence[]
    }
  /** The device did its part; only a person can say whether the paper or the sound was right. */
  | { readonly verdict: 'ask-person'; readonly question: string; readonly evidence: readonly Evidence[] }

export interface CheckEnvironment<R extends Role> {
  readonly driver: DriverOfRole[R]
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Present where the check's effect needs it. */
  readonly authorisation: Authorisation | undefined
  /** Tells the person what to do now, and what the program sees meanwhile. */
  report(progress: { readonly interaction: Interaction; readonly evidence: readonly Evidence[] }): void
}

/** What the wizard, the test screen and maintenance run. Texts stand in the locale catalogues under `checks.<id>.*`. */
export interface DeviceCheck<R extends Role = Role> {
  /** `<role>.<what>`: `scale.weigh`. */
  readonly id: string
  readonly role: R
  readonly effect: Effect
  /** What a person must do while it runs. */
  readonly interaction: Interaction
  /** Required in the installer's chapter of this role. */
  readonly required: boolean
  /** Capability without which the check cannot run; the screen says so. */
  readonly needs: string | undefined
  /** Name of the operation that a consent is given to, where the effect needs one. */
  readonly operation: string | undefined
  run(environment: CheckEnvironment<R>): Promise<CheckVerdict>
}
