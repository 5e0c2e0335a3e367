import { actionCommands } from './actions.ts'
import type { Command } from './command.ts'
import { receiptCommands } from './receipts.ts'
import { statusCommands } from './status.ts'
import { storageCommands } from './storage.ts'

/** Every command that this product can read, by its code. */
export const catalogue: ReadonlyMap<number, Command> = new Map(
  ([...statusCommands, ...storageCommands, ...actionCommands, ...receiptCommands] as Command[]).map((one) => [
    one.code,
    one,
  ]),
)
