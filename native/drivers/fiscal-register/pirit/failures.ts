import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Localized } from '../../../foundation/localized.ts'
import { showCode, type Command } from './commands/command.ts'
import { machineError } from './error-codes.ts'

type Named = Pick<Command, 'code' | 'request'>

/** `08`, as the manual prints codes of errors. */
const deviceCode = (error: number): string => error.toString(16).toUpperCase().padStart(2, '0')

/** The machine's refusal, and what the manual says of it. */
export function refusal(command: Named, error: number): DeviceFailure {
  const { failure, text } = machineError(error)
  return new DeviceFailure(failure, { deviceCode: deviceCode(error), deviceText: text, command: showCode(command) })
}

/** As `refusal`, with what 06h/1 says of it: `03/47`. */
export function detailedRefusal(command: Named, error: number, extended: number, text: Localized): DeviceFailure {
  const { failure } = machineError(error)
  return new DeviceFailure(failure, {
    deviceCode: `${deviceCode(error)}/${extended}`,
    deviceText: text,
    command: showCode(command),
  })
}

/** An answer whose values do not fit its command. */
export function wrongAnswer(command: Named, reason: string): DeviceFailure {
  return new DeviceFailure('device.wrong-answer', { command: showCode(command), reason })
}

export const wrongArgument = (argument: string, reason: string): DeviceFailure =>
  new DeviceFailure('operation.wrong-argument', { argument, reason })
