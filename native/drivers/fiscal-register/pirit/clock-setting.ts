import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { notDone } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import { readClock, writeClock } from './commands/work.ts'
import { errorCode } from './error-codes.ts'
import { act } from './outcomes.ts'
import { startWorking } from './start-of-work.ts'
import { documentState, flag, stateOf } from './status-flags.ts'
import { registerTime } from './status-reading.ts'

type Signal = AbortSignal | undefined

/** Seconds within which two readings of a clock are the same time. */
const tolerance = 5

/**
 * 14h, with the shift closed. A time more than a day ahead is refused with 0Ah and taken the second time: the first only announces
 * it. `time` is what a person agreed to, so 10h may bring it, too.
 */
export async function setRegisterClock(
  channel: CommandChannel,
  clock: Clock,
  time: string,
  signal: Signal,
): Promise<Outcome<void>> {
  const [date = '', timeOfDay = ''] = time.split('T')
  const values = { date, time: timeOfDay }
  const { flags, document } = await startWorking(channel, signal, values)
  if (stateOf(document) !== documentState.closed) {
    return notDone(new DeviceFailure('register.wrong-mode', { reason: 'document open', mode: document }))
  }
  const started = clock.now()
  const before = await shownTime(channel, signal)
  const witness = async (still: Signal): Promise<boolean | undefined> => {
    const shown = await shownTime(channel, still)
    const elapsed = (clock.now() - started) / 1000
    const within = (earliest: number, latest: number) => shown >= earliest - tolerance && shown <= latest + tolerance
    const wanted = Date.parse(`${time}Z`) / 1000
    // Set at some moment since; or going on as it went.
    const set = within(wanted, wanted + elapsed)
    const same = within(before + elapsed, before + elapsed)
    return set === same ? undefined : set
  }
  const set = () => act(channel, writeClock, values, signal, witness)
  const first = await set()
  const announced = first.state === 'not-done' && first.failure.data['deviceCode'] === announcement
  return announced && (flags & flag.shiftTooLong) === 0 ? set() : first
}

/** Seconds; no number for a clock that shows no time. */
async function shownTime(channel: CommandChannel, signal: Signal): Promise<number> {
  const shown = registerTime(await channel.read(readClock, {}, signal))
  return shown === undefined ? Number.NaN : Date.parse(`${shown}Z`) / 1000
}

const announcement = errorCode.dayLimit.toString(16).toUpperCase().padStart(2, '0')
