import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { done, inDoubt, notDone, type Witness } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command } from './commands/command.ts'
import { shortStatus } from './commands/status.ts'
import { refusal } from './failures.ts'
import { statusFlag } from './modes.ts'

/**
 * Performs a command that moves something, and tells how it ended. It is never sent again; where its answer is lost the
 * machine is asked: first its status, which also makes a stored answer turn up, then `witness`.
 */
export async function act<Q extends object>(
  channel: CommandChannel,
  command: Command<Q, object>,
  values: Omit<Q, 'password'>,
  signal: AbortSignal | undefined,
  witness?: Witness,
): Promise<Outcome<void>> {
  const performed = await channel.perform(command, values, signal)
  if (performed.state === 'answered') {
    const { error } = performed.answer
    return error === 0 ? done : notDone(await explain(channel, command, error, signal))
  }
  if (performed.state === 'not-sent') return notDone(performed.failure)
  try {
    const seen = await ask(channel, command, signal, witness)
    if (seen === true) return done
    if (seen === false) return notDone(performed.failure)
    if (seen !== undefined) return notDone(refusal(command, seen))
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
  }
  return inDoubt(performed.failure)
}

/** True: executed; false: not; a number: refused with this error. */
async function ask(
  channel: CommandChannel,
  command: Command,
  signal: AbortSignal | undefined,
  witness: Witness | undefined,
): Promise<boolean | number | undefined> {
  await channel.read(shortStatus, {}, signal)
  const late = channel.latecomer
  if (late) {
    const { error } = command.decode(late)
    return error === 0 ? true : error
  }
  return witness?.(signal)
}

/** A printer fault with the cover open is the cover's: that is what a person can put right. */
async function explain(
  channel: CommandChannel,
  command: Command,
  error: number,
  signal: AbortSignal | undefined,
): Promise<DeviceFailure> {
  const failure = refusal(command, error)
  if (![0x6b, 0x71, 0x77, 0xc8].includes(error)) return failure
  try {
    const { flags } = await channel.read(shortStatus, {}, signal)
    return flags & statusFlag.coverOpen ? new DeviceFailure('register.cover-open', failure.data) : failure
  } catch (unasked) {
    if (unasked instanceof DeviceFailure) return failure
    throw unasked
  }
}
