import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { actOnce, explained } from '../shared/acting.ts'
import { done, notDone, type Witness } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command } from './commands/command.ts'
import { deviceStatus } from './commands/status.ts'
import { errorCode } from './error-codes.ts'
import { refusal } from './failures.ts'
import { statusFlag } from './modes.ts'

type Signal = AbortSignal | undefined

/** Performs a command that moves something. Asking for the status also makes the result of a lost task turn up. */
export function act<Q extends object>(
  channel: CommandChannel,
  command: Command<Q, object>,
  values: Q,
  signal: Signal,
  witness?: Witness,
): Promise<Outcome<void>> {
  return actOnce(
    {
      perform: (still) => channel.perform(command, values, still),
      ask: (still) => channel.read(deviceStatus, {}, still),
      latecomer: () => channel.latecomer(command),
      told: async (answer, still) =>
        'value' in answer ? done : notDone(await explain(channel, command, answer, still)),
      witness,
    },
    signal,
  )
}

/** A fault of the printer with the cover open is the cover's: that is what a person can put right. */
async function explain(
  channel: CommandChannel,
  command: Command,
  { error, extension }: { readonly error: number; readonly extension: number },
  signal: Signal,
): Promise<DeviceFailure> {
  const failure = refusal(command, error, extension)
  if (error !== errorCode.noPaper && error !== errorCode.printerFault) return failure
  return explained(failure, async () => {
    const { flags } = await channel.read(deviceStatus, {}, signal)
    return flags & statusFlag.coverOpen ? new DeviceFailure('register.cover-open', failure.data) : undefined
  })
}
