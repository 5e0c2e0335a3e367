import type { Clock } from '../../../foundation/clock.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { RegisterTime } from '../fiscal-register.ts'
import { clockWitness, splitTime } from '../shared/clock-setting.ts'
import { inDoubt } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import { confirmDate, setDate, setTime } from './commands/clock.ts'
import { fullStatus } from './commands/status.ts'
import { act } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** The machine waits for the date to be confirmed, and refuses everything else. */
const waitingForConfirmation = 6

/**
 * Date by 22h and 23h, only if it differs, then time by 21h. A machine that took 22h stays in mode 6 until the same date
 * comes again, so the confirmation is sent again for as long as the machine says that it waits for it.
 */
export async function setRegisterClock(
  channel: CommandChannel,
  clock: Clock,
  time: RegisterTime,
  signal: Signal,
): Promise<Outcome<void>> {
  const { date, time: timeOfDay } = splitTime(time)
  const before = await channel.read(fullStatus, {}, signal)
  // Of the time alone: the date has been settled when this is asked.
  const shown = ({ clockTime }: { readonly clockTime: string }) => `${date}T${clockTime}`
  const witness = clockWitness(clock, time, shown(before), async (still) =>
    shown(await channel.read(fullStatus, {}, still)),
  )
  let changed = false
  if (before.clockDate !== date || before.mode === waitingForConfirmation) {
    const dated = await changeDate(channel, date, signal)
    if (dated.state !== 'done') return dated
    changed = true
  }
  const timed = await act(channel, setTime, { time: timeOfDay }, signal, witness)
  return changed && timed.state === 'not-done' ? inDoubt(timed.failure) : timed
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
