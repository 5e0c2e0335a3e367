import type { Clock } from '../../../../foundation/clock.ts'
import type { Faults } from './faults.ts'

/** What the two transports of the machine share: time, faults, execution and the way out. */
export interface LineEnvironment {
  readonly clock: Clock
  readonly faults: Faults
  /** Milliseconds until the command has its result; 0: at once. */
  duration(command: Uint8Array): number
  /** Executes a command, access password and all, and returns its answer. */
  execute(command: Uint8Array): Uint8Array
  /** Sends at once. */
  transmit(bytes: Uint8Array): void
  /** The machine was switched off and on between executing and answering. */
  powerCycle(): void
}

/** A frame or packet on its way out: may be lost, damaged, doubled or late. */
export function sendAnswer({ faults, clock, transmit }: LineEnvironment, frame: Uint8Array): void {
  if (faults.use('lost-answer')) return
  const damaged = faults.use('damaged-answer') === undefined ? frame : damage(frame)
  const bytes = faults.noisy ? Uint8Array.of(0xff, ...damaged) : damaged
  const copies = faults.use('duplicate-answer') ? 2 : 1
  const delay = faults.use('late-answer')
  const send = () => {
    for (let copy = 0; copy < copies; copy++) transmit(bytes)
  }
  if (delay === undefined) send()
  else clock.schedule(delay, send)
}

/** One bit in the last byte: the checksum. */
function damage(frame: Uint8Array): Uint8Array {
  const bytes = frame.slice()
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0x20
  return bytes
}
