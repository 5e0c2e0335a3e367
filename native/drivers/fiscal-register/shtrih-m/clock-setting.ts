import type { Clock } from '../../../foundation/clock.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { CommandChannel } from './command-channel.ts'
import { confirmDate, setDate, setTime } from './commands/clock.ts'
import { fullStatus } from './commands/status.ts'
import { inDoubt } from '../shared/outcomes.ts'
import { act } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** The machine waits for the date to be confirmed, and refuses everything else. */
const waitingForConfirmation = 6
/** Seconds within which two readings of a clock are the same time. */
const tolerance = 5

/**
 * Date by 22h and 23h, only if it differs, then time by 21h. A machine that took 22h stays in mode 6 until the same date
 * comes again, so the confirmation is sent again for as long as the machine says that it waits for it.
 */
export async function setRegisterClock(
  channel: CommandChannel,
  clock: Clock,
  time: string,
  signal: Signal,
): Promise<Outcome<void>> {
  const [date = '', timeOfDay = ''] = time.split('T')
  const before = await channel.read(fullStatus, {}, signal)
  let changed = false
  if (before.clockDate !== date || before.mode === waitingForConfirmation) {
    const dated = await changeDate(channel, date, signal)
    if (dated.state !== 'done') return dated
    changed = true
  }
  const started = clock.now()
  const timed = await act(channel, setTime, { time: timeOfDay }, signal, async (still) => {
    const after = await channel.read(fullStatus, {}, still)
    const elapsed = (clock.now() - started) / 1000
    if (Math.abs(secondsOf(after.clockTime) - secondsOf(timeOfDay) - elapsed) <= tolerance) {
      return sameTimeBefore(before.clockTime, after.clockTime, elapsed) ? undefined : true
    }
    return false
  })
  return changed && timed.state === 'not-done' ? inDoubt(timed.failure) : timed
}

/** The clock showed the right time before, so seeing it proves nothing. */
function sameTimeBefore(before: string, after: string, elapsed: number): boolean {
  return Math.abs(secondsOf(after) - secondsOf(before) - elapsed) <= tolerance
}

async function changeDate(channel: CommandChannel, date: string, signal: Signal): Promise<Outcome<void>> {
  const waits = async (still: Signal) => (await channel.read(fullStatus, {}, still)).mode === waitingForConfirmation
  const proposed = await act(channel, setDate, { date }, signal, waits)
  if (proposed.state !== 'done') return proposed
  let confirmed = await confirm(channel, date, signal)
  if (confirmed.state === 'not-done') confirmed = await confirm(channel, date, signal)
  return confirmed.state === 'not-done' ? inDoubt(confirmed.failure) : confirmed
}

async function confirm(channel: CommandChannel, date: string, signal: Signal): Promise<Outcome<void>> {
  return act(channel, confirmDate, { date }, signal, async (still) => {
    const { mode, clockDate } = await channel.read(fullStatus, {}, still)
    return mode === waitingForConfirmation ? false : clockDate === date
  })
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}
