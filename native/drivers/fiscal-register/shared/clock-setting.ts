import type { Clock } from '../../../foundation/clock.ts'
import type { RegisterTime } from '../fiscal-register.ts'
import type { Witness } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** Seconds within which two readings of a clock are the same time. */
const tolerance = 5

/**
 * Whether a register was set to `wanted`, seen by its own clock. It may have taken the new time at any moment since the command went
 * out, and it may go on as it went `before`, which was read just now. A clock that would show the same either way proves nothing, nor
 * does one that shows neither.
 */
export function clockWitness(
  clock: Clock,
  wanted: RegisterTime,
  before: RegisterTime | undefined,
  read: (signal: Signal) => Promise<RegisterTime | undefined>,
): Witness {
  const started = clock.now()
  return async (signal) => {
    const shown = seconds(await read(signal))
    const elapsed = (clock.now() - started) / 1000
    const within = (earliest: number, latest: number) => shown >= earliest - tolerance && shown <= latest + tolerance
    const set = within(seconds(wanted), seconds(wanted) + elapsed)
    const same = within(seconds(before) + elapsed, seconds(before) + elapsed)
    return set === same ? undefined : set
  }
}

/** No number for a clock that shows no time. */
const seconds = (time: RegisterTime | undefined): number => Date.parse(`${time}Z`) / 1000

/** For machines that take the two apart: `YYYY-MM-DD` and `hh:mm:ss`. */
export function splitTime(whole: RegisterTime): { readonly date: string; readonly time: string } {
  const [date = '', time = ''] = whole.split('T')
  return { date, time }
}
