import type { Clock } from '../../../foundation/clock.ts'
import type { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { RegisterTime } from '../fiscal-register.ts'
import { clockWitness, splitTime } from '../shared/clock-setting.ts'
import type { CommandChannel } from './command-channel.ts'
import { setDateTime } from './commands/actions.ts'
import { errorCode } from './error-codes.ts'
import { act } from './outcomes.ts'
import { readClock } from './status-reading.ts'

type Signal = AbortSignal | undefined

/**
 * EDh, date and time at once. A machine whose date would move forward may refuse the first EDh and take the same a second time:
 * refusal 22, «confirm the date». What it set is read back, whatever it answered.
 */
export async function setRegisterClock(
  channel: CommandChannel,
  clock: Clock,
  time: RegisterTime,
  signal: Signal,
): Promise<Outcome<void>> {
  const read = (still: Signal) => readClock(channel, still)
  const witness = clockWitness(clock, time, await read(signal), read)
  const set = () => act(channel, setDateTime, splitTime(time), signal, witness)
  const first = await set()
  return first.state === 'not-done' && isConfirmation(first.failure) ? set() : first
}

const isConfirmation = ({ data }: DeviceFailure): boolean => data['deviceCode'] === errorCode.confirmDate.toString()
