import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { actOnce, explained } from '../shared/acting.ts'
import { done, notDone, type Witness } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command } from './commands/command.ts'
import { shortStatus } from './commands/status.ts'
import { refusal } from './failures.ts'
import { statusFlag } from './modes.ts'

type Signal = AbortSignal | undefined

/** Performs a command that moves something. Asking for the status also makes a stored answer turn up. */
export function act<Q extends object>(
  channel: CommandChannel,
  command: Command<Q, object>,
  values: Omit<Q, 'password'>,
  signal: Signal,
  witness?: Witness,
): Promise<Outcome<void>> {
  return actOnce(
    {
      perform: (still) => channel.perform(command, values, still),
      ask: (still) => channel.read(shortStatus, {}, still),
      latecomer: () => channel.latecomer(command),
      told: async ({ error }, still) => (error === 0 ? done : notDone(await explain(channel, command, error, still))),
      witness,
    },
    signal,
  )
}

const ofPrinter: readonly number[] = [0x6b, 0x71, 0x77, 0xc8]

/** A printer fault with the cover open is the cover's: that is what a person can put right. */
async function explain(
  channel: CommandChannel,
  command: Command,
  error: number,
  signal: Signal,
): Promise<DeviceFailure> {
  const failure = refusal(command, error)
  if (!ofPrinter.includes(error)) return failure
  return explained(failure, async () => {
    const { flags } = await channel.read(shortStatus, {}, signal)
    return flags & statusFlag.coverOpen ? new DeviceFailure('register.cover-open', failure.data) : undefined
  })
}
