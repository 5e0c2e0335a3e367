import { clockCommands } from './clock.ts'
import type { Command } from './command.ts'
import { markingCommands } from './marking.ts'
import { printingCommands } from './printing.ts'
import { receiptCommands } from './receipts.ts'
import { statusCommands } from './status.ts'
import { storageCommands } from './storage.ts'
import { tableCommands } from './tables.ts'

/** Every command that the product can read, by its code. */
export const catalogue: ReadonlyMap<number, Command> = new Map(
  [
    ...statusCommands,
    ...printingCommands,
    ...tableCommands,
    ...clockCommands,
    ...receiptCommands,
    ...storageCommands,
    ...markingCommands,
  ].map((command): [number, Command] => [command.code, command as Command]),
)
