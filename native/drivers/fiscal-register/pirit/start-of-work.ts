import { refusal } from './failures.ts'
import type { CommandChannel } from './command-channel.ts'
import type { ValuesOf } from './commands/command.ts'
import { statusFlags } from './commands/status.ts'
import { readClock, startWork } from './commands/work.ts'
import { errorCode } from './error-codes.ts'
import { flag } from './status-flags.ts'

type Signal = AbortSignal | undefined

/**
 * After power-on the machine does nothing but answer questions until 10h, «Начало работы». 10h also moves its clock to the time
 * that it brings, if that is less than eight minutes off; nobody agreed to that here, so the machine is told its own time.
 * Returns the state of the machine before.
 */
export async function startWorking(
  channel: CommandChannel,
  signal: Signal,
  time?: { readonly date: string; readonly time: string },
): Promise<ValuesOf<typeof statusFlags.result>> {
  const status = await channel.read(statusFlags, {}, signal)
  if (!(status.flags & flag.startMissing)) return status
  const now = time ?? (await channel.read(readClock, {}, signal))
  const begun = await channel.perform(startWork, now, signal)
  if (begun.state !== 'answered') throw begun.failure
  // «More than eight minutes off», and begun all the same.
  const { answer } = begun
  if (answer.error !== 0 && answer.error !== errorCode.clockDiffers) throw refusal(startWork, answer.error)
  return { ...status, flags: status.flags & ~flag.startMissing }
}

/** For questions that a sleeping machine refuses. True if it slept; what keeps it asleep is thrown. */
export async function wake(channel: CommandChannel, signal: Signal): Promise<boolean> {
  const { flags } = await channel.read(statusFlags, {}, signal)
  if (!(flags & flag.startMissing)) return false
  await startWorking(channel, signal)
  return true
}
