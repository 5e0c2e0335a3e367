import type { Command } from './command.ts'
import * as goodsBase from './goods-base.ts'
import * as marking from './marking.ts'
import * as printing from './printing.ts'
import * as receipts from './receipts.ts'
import * as registration from './registration.ts'
import * as session from './session.ts'
import * as shift from './shift.ts'
import * as status from './status.ts'

const isCommand = (value: unknown): value is Command =>
  typeof value === 'object' && value !== null && 'needsSession' in value

/** Every command of the service that public clients know, by its name. */
export const commands: ReadonlyMap<string, Command> = new Map(
  [session, status, shift, registration, receipts, printing, marking, goodsBase]
    .flatMap((group): unknown[] => Object.values(group))
    .filter(isCommand)
    .map((command) => [command.name, command]),
)
