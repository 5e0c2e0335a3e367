import { DeviceFailure, type FailureData } from '../../../foundation/device-failure.ts'
import type { FailureCode } from '../../../foundation/failure-codes.ts'
import { showCode, type Command } from './commands/command.ts'
import { machineError, type ErrorClass } from './error-codes.ts'

/** How each class of the machine's errors is told to people. */
const codeOfClass: Readonly<Record<ErrorClass, FailureCode>> = {
  'retry-later': 'device.busy',
  'continue-print': 'register.paper-out',
  operator: 'device.refused',
  'close-shift': 'register.shift-too-long',
  clock: 'register.clock',
  storage: 'register.storage-fault',
  'fix-request': 'device.refused',
  'wrong-state': 'register.wrong-mode',
  'no-data': 'device.refused',
  password: 'register.password-wrong',
  'not-supported': 'operation.not-supported',
  service: 'device.refused',
  other: 'device.refused',
}

/** Errors of one class that have their own advice. */
const codeOfError: Readonly<Record<number, FailureCode>> = {
  0x6b: 'register.paper-out',
  0x6c: 'register.paper-out',
}

/** The machine's refusal: its code in hexadecimal and what the protocol says of it. */
export function refusal(command: Pick<Command, 'code'>, error: number): DeviceFailure {
  const { handling, text } = machineError(error)
  const data: FailureData = {
    deviceCode: error.toString(16).toUpperCase().padStart(2, '0'),
    deviceText: text,
    command: `${showCode(command.code)}h`,
  }
  return new DeviceFailure(codeOfError[error] ?? codeOfClass[handling], data)
}

/** An answer whose bytes do not fit its command. */
export function wrongAnswer(command: Pick<Command, 'code'>, reason: string): DeviceFailure {
  return new DeviceFailure('device.wrong-answer', { command: `${showCode(command.code)}h`, reason })
}
