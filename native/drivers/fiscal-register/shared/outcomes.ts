import type { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { NextStep, Outcome } from '../../../foundation/operation.ts'

/** What a machine says about a command whose answer was lost: executed, not executed, or nothing. */
export type Witness = (signal: AbortSignal | undefined) => Promise<boolean | undefined>

export const done: Outcome<void> = { state: 'done', value: undefined }

export const notDone = (failure: DeviceFailure): Outcome<never> => ({ state: 'not-done', failure })

export const inDoubt = (failure: DeviceFailure, next: NextStep = 'look-at-paper'): Outcome<never> => ({
  state: 'in-doubt',
  failure,
  next,
})
