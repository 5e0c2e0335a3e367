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
  const isRight = async (still: Signal) => {
    const shown = registerTime(await channel.read(readClock, {}, still))
    const seconds = shown === undefined ? Number.NaN : (Date.parse(`${shown}Z`) - Date.parse(`${time}Z`)) / 1000
    return Math.abs(seconds - (clock.now() - started) / 1000) <= tolerance
  }
  const rightBefore = await isRight(signal)
  const set = () =>
    act(channel, writeClock, values, signal, async (still) => {
      const right = await isRight(still)
      // The clock showed the right time before, so seeing it proves nothing.
      return right && rightBefore ? undefined : right
    })
  const first = await set()
  const announced = first.state === 'not-done' && first.failure.data['deviceCode'] === announcement
  return announced && (flags & flag.shiftTooLong) === 0 ? set() : first
}

const announcement = errorCode.dayLimit.toString(16).toUpperCase().padStart(2, '0')
