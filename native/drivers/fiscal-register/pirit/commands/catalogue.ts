import type { Command } from './command.ts'
import { documentCommands } from './documents.ts'
import { markingCommands } from './marking.ts'
import { statusCommands } from './status.ts'
import { storageCommands } from './storage.ts'
import { workCommands } from './work.ts'

/** Every command of the programming manual. */
export const commands: readonly Command[] = [
  ...statusCommands,
  ...workCommands,
  ...documentCommands,
  ...storageCommands,
  ...markingCommands,
]

/** The command that `code` and the number at its beginning name; `undefined` for what no list knows. */
export function findCommand(code: number, first: string | undefined): Command | undefined {
  const request = first !== undefined && /^\d{1,3}$/u.test(first) ? Number(first) : undefined
  return (
    commands.find((command) => command.code === code && command.request === request) ??
    commands.find((command) => command.code === code && command.request === undefined)
  )
}

/** Commands with requests, where the request is not told: a refusal does not repeat it. */
const groups: Readonly<Record<number, string>> = {
  0x01: 'shift counters',
  0x02: 'machine information',
  0x03: 'receipt data',
  0x05: 'service information',
  0x06: 'extended error',
  0x78: 'FN information',
  0x79: 'marking',
  0x85: 'Wi-Fi settings',
  0x86: 'Wi-Fi state',
  0x87: 'Wi-Fi update',
  0xaa: 'paid services',
}

export function nameOf(code: number): string | undefined {
  return groups[code] ?? findCommand(code, undefined)?.name
}
