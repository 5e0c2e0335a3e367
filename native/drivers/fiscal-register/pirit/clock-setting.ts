import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { RegisterTime } from '../fiscal-register.ts'
import { clockWitness, splitTime } from '../shared/clock-setting.ts'
import { notDone } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import { readClock, writeClock } from './commands/work.ts'
import { errorCode } from './error-codes.ts'
import { act } from './outcomes.ts'
import { startWorking } from './start-of-work.ts'
import { documentState, flag, stateOf } from './status-flags.ts'
import { registerTime } from './status-reading.ts'

type Signal = AbortSignal | undefined

/**
 * 14h, with the shift closed. A time more than a day ahead is refused with 0Ah and taken the second time: the first only announces
 * it. `time` is what a person agreed to, so 10h may bring it, too.
 */
export async function setRegisterClock(
  channel: CommandChannel,
  clock: Clock,
  time: RegisterTime,
  signal: Signal,
): Promise<Outcome<void>> {
  const values = splitTime(time)
  const { flags, document } = await startWorking(channel, signal, values)
  if (stateOf(document) !== documentState.closed) {
    return notDone(new DeviceFailure('register.wrong-mode', { reason: 'document open', mode: document }))
  }
  const read = async (still: Signal) => registerTime(await channel.read(readClock, {}, still))
  const witness = clockWitness(clock, time, await read(signal), read)
  const set = () => act(channel, writeClock, values, signal, witness)
  const first = await set()
  const announced = first.state === 'not-done' && first.failure.data['deviceCode'] === announcement
  return announced && (flags & flag.shiftTooLong) === 0 ? set() : first
}

const announcement = errorCode.dayLimit.toString(16).toUpperCase().padStart(2, '0')
