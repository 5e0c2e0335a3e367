import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Localized } from '../../../foundation/localized.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { actOnce, explained } from '../shared/acting.ts'
import { done, notDone, type Witness } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command, Shape, ValuesOf } from './commands/command.ts'
import { lastError, printerState, statusFlags } from './commands/status.ts'
import { errorCode } from './error-codes.ts'
import { extendedError } from './extended-errors.ts'
import { detailedRefusal, refusal } from './failures.ts'
import { fatalBits, printerFlag } from './status-flags.ts'

type Signal = AbortSignal | undefined

/** Performs a command that moves or changes something. */
export function act<Q extends Shape>(
  channel: CommandChannel,
  command: Command<Q>,
  values: Partial<ValuesOf<Q>>,
  signal: Signal,
  witness?: Witness,
): Promise<Outcome<void>> {
  return actOnce(
    {
      perform: (still) => channel.perform(command, values, still),
      ask: (still) => channel.read(statusFlags, {}, still),
      latecomer: () => channel.latecomer(command),
      told: async (answer, still) =>
        'value' in answer ? done : notDone(await explain(channel, command, answer.error, still)),
      witness,
    },
    signal,
  )
}

/** Refusals that the machine has more to say about. */
const detailed: readonly number[] = [errorCode.wrongState, errorCode.wrongParameter]
const ofPrinter: readonly number[] = [errorCode.noPaper, errorCode.printerNotReady]

/**
 * What a person can put right: an open cover rather than «not ready», the wrong parameter rather than «some parameter», the
 * fatal state by its name.
 */
export function explain(
  channel: CommandChannel,
  command: Command,
  error: number,
  signal: Signal,
): Promise<DeviceFailure> {
  const failure = refusal(command, error)
  return explained(failure, async () => {
    if (detailed.includes(error)) {
      const { extended, errorText } = await channel.read(lastError, {}, signal)
      const known = extendedError(extended)
      const text: Localized | undefined = known ?? (errorText ? { ru: errorText, en: errorText } : undefined)
      return extended !== 0 && text ? detailedRefusal(command, error, extended, text) : undefined
    }
    if (ofPrinter.includes(error)) {
      const { printer } = await channel.read(printerState, {}, signal)
      if (printer & printerFlag.coverOpen) return new DeviceFailure('register.cover-open', failure.data)
      if (printer & printerFlag.noPaper) return new DeviceFailure('register.paper-out', failure.data)
    }
    if (error === errorCode.fatal) return fatalFailure(failure, (await channel.read(statusFlags, {}, signal)).fatal)
    return undefined
  })
}

const storageBits = (1 << 2) | (1 << 6)

function fatalFailure(failure: DeviceFailure, fatal: number): DeviceFailure {
  const names = Object.entries(fatalBits)
    .filter(([bit]) => fatal & (1 << Number(bit)))
    .map(([, name]) => name)
  if (names.length === 0) return failure
  const deviceText = { ru: names.map(({ ru }) => ru).join(', '), en: names.map(({ en }) => en).join(', ') }
  const code = fatal & storageBits ? 'register.storage-fault' : failure.code
  return new DeviceFailure(code, { ...failure.data, deviceText })
}
