import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Command } from './commands/command.ts'

type Named = Pick<Command, 'name'>

/** What the service answers when it does not reach the register; the one number of which clients are sure. */
export const noLinkToRegister = 3001

/** A refusal of the service: its number and its own words, which it has in Russian alone. */
export function refusal({ name }: Named, result: number, description: string): DeviceFailure {
  const text = description.trim() || `${result}`
  return new DeviceFailure('device.refused', {
    deviceCode: result.toString(),
    deviceText: { ru: text, en: text },
    command: name,
  })
}

/** An answer whose members do not fit its command. */
export function wrongAnswer({ name }: Named, reason: string): DeviceFailure {
  return new DeviceFailure('device.wrong-answer', { command: name, reason })
}

/** The service answered with a message of no length: it runs, but has lost the register. */
export function registerLost({ name }: Named): DeviceFailure {
  return new DeviceFailure('link.lost', { command: name, reason: 'the service has lost the register' })
}
