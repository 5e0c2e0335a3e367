import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { done, inDoubt, notDone, type Witness } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command } from './commands/command.ts'
import { deviceStatus } from './commands/status.ts'
import { errorCode } from './error-codes.ts'
import { refusal } from './failures.ts'
import { statusFlag } from './modes.ts'

/**
 * Performs a command that moves something, and tells how it ended. It is never sent again; where its answer is lost the
 * machine is asked: first its status, which also makes the result of a lost task turn up, then `witness`.
 */
export async function act<Q extends object>(
  channel: CommandChannel,
  command: Command<Q, object>,
  values: Q,
  signal: AbortSignal | undefined,
  witness?: Witness,
): Promise<Outcome<void>> {
  const performed = await channel.perform(command, values, signal)
  if (performed.state === 'answered') {
    const { answer } = performed
    return 'value' in answer ? done : notDone(await explain(channel, command, answer, signal))
  }
  if (performed.state === 'not-sent') return notDone(performed.failure)
  try {
    const seen = await ask(channel, command, signal, witness)
    if (seen === true) return done
    if (seen === false) return notDone(performed.failure)
    if (seen) return notDone(seen)
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
  }
  return inDoubt(performed.failure)
}

/** True: executed; false: not; a failure: refused with it. */
async function ask(
  channel: CommandChannel,
  command: Command,
  signal: AbortSignal | undefined,
  witness: Witness | undefined,
): Promise<boolean | DeviceFailure | undefined> {
  await channel.read(deviceStatus, {}, signal)
  const late = channel.latecomer
  if (!late) return witness?.(signal)
  const answer = command.decode(late)
  return 'value' in answer ? true : refusal(command, answer.error, answer.extension)
}

/** A fault of the printer with the cover open is the cover's: that is what a person can put right. */
async function explain(
  channel: CommandChannel,
  command: Command,
  { error, extension }: { readonly error: number; readonly extension: number },
  signal: AbortSignal | undefined,
): Promise<DeviceFailure> {
  const failure = refusal(command, error, extension)
  if (error !== errorCode.noPaper && error !== errorCode.printerFault) return failure
  try {
    const { flags } = await channel.read(deviceStatus, {}, signal)
    return flags & statusFlag.coverOpen ? new DeviceFailure('register.cover-open', failure.data) : failure
  } catch (unasked) {
    if (unasked instanceof DeviceFailure) return failure
    throw unasked
  }
}
