import type { Clock } from '../../../../foundation/clock.ts'
import type { Faults } from './faults.ts'

/** Executes a command and returns its answer. */
type Execute = (payload: Uint8Array) => Uint8Array

/** What the two link layers of the machine share: time, faults and the way out. */
export interface LineEnvironment {
  readonly clock: Clock
  readonly faults: Faults
  readonly execute: Execute
  /** Sends at once. */
  transmit(bytes: Uint8Array): void
  /** The machine was switched off and on between executing and answering. */
  powerCycle(): void
}

/** Milliseconds. Over a network idle commands are answered within 0 to 11. */
export const reactionTime = 0
export const executionTime = 0

/** A control byte on its way out: may be lost, may have noise around it. */
export function sendControl(line: LineEnvironment, byte: number): void {
  if (line.faults.use('lost-ack')) return
  line.transmit(line.faults.noisy ? Uint8Array.of(0xff, byte) : Uint8Array.of(byte))
}

/** An answer frame on its way out. `encode` frames a payload, so that a wrong code still has a right checksum. */
export function sendAnswer(
  line: LineEnvironment,
  payload: Uint8Array,
  encode: (payload: Uint8Array) => Uint8Array,
): void {
  const { faults, clock } = line
  if (faults.use('lost-answer')) return
  let answer = payload
  if (faults.use('wrong-code'))
    answer = payload.map((byte, index) => (index === (payload[0] === 0xff ? 1 : 0) ? byte ^ 0x0e : byte))
  const frame = encode(answer)
  const delay = faults.use('late-answer')
  const copies = faults.use('duplicate-answer') ? 2 : 1
  const send = () => {
    for (let copy = 0; copy < copies; copy++) line.transmit(frame)
  }
  if (delay === undefined) send()
  else clock.schedule(delay, send)
}
