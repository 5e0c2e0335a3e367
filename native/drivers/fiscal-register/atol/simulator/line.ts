import type { MachineLine } from '../../shared/simulator/machine-line.ts'
import type { Faults } from './faults.ts'

/** What the two transports of the machine share. */
export interface LineEnvironment extends MachineLine<Faults> {
  /** Milliseconds until the command has its result; 0: at once. */
  duration(command: Uint8Array): number
  /** Executes a command, access password and all, and returns its answer. */
  execute(command: Uint8Array): Uint8Array
}
