import type { Clock } from '../../../foundation/clock.ts'
import type { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { CommandChannel } from './command-channel.ts'
import { setDateTime } from './commands/actions.ts'
import { deviceStatus } from './commands/status.ts'
import { errorCode } from './error-codes.ts'
import { act } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** Seconds within which two readings of a clock are the same time. */
const tolerance = 5

/**
 * EDh, date and time at once. A machine whose date would move forward may refuse the first EDh and take the same a second time:
 * refusal 22, «confirm the date». What it set is read back, whatever it answered.
 */
export async function setRegisterClock(
  channel: CommandChannel,
  clock: Clock,
  time: string,
  signal: Signal,
): Promise<Outcome<void>> {
  const [date = '', timeOfDay = ''] = time.split('T')
  const started = clock.now()
  const elapsed = () => (clock.now() - started) / 1000
  const read = async (still: Signal) => {
    const status = await channel.read(deviceStatus, {}, still)
    return (
      Math.abs((Date.parse(`${status.date}T${status.time}Z`) - Date.parse(`${time}Z`)) / 1000 - elapsed()) <= tolerance
    )
  }
  const rightBefore = await read(signal)
  const set = () =>
    act(channel, setDateTime, { date, time: timeOfDay }, signal, async (still) => {
      const right = await read(still)
      // The clock showed the right time before, so seeing it proves nothing.
      return right && rightBefore ? undefined : right
    })
  const first = await set()
  return first.state === 'not-done' && isConfirmation(first.failure) ? set() : first
}

const isConfirmation = ({ data }: DeviceFailure): boolean => data['deviceCode'] === errorCode.confirmDate.toString()
