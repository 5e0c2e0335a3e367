import { DeviceFailure, type FailureData } from '../../../foundation/device-failure.ts'
import { showCode, type Command } from './commands/command.ts'
import { machineError } from './error-codes.ts'

type Named = Pick<Command, 'code'>

const commandOf = ({ code }: Named): string => `${showCode(code)}h`

/** The machine's refusal: its code, decimal as the protocol prints it, and what the protocol says of it. */
export function refusal(command: Named, error: number, extension = 0): DeviceFailure {
  const { failure, text } = machineError(error)
  const data: FailureData = {
    deviceCode: extension === 0 ? error.toString() : `${error}.${extension}`,
    deviceText: text,
    command: commandOf(command),
  }
  return new DeviceFailure(failure, data)
}

/** An answer whose bytes do not fit its command. */
export function wrongAnswer(command: Named, reason: string): DeviceFailure {
  return new DeviceFailure('device.wrong-answer', { command: commandOf(command), reason })
}
