import { sendAnswer, type MachineLine } from '../../shared/simulator/machine-line.ts'
import type { Faults } from './faults.ts'

/** What the two link layers of the machine share. */
export interface LineEnvironment extends MachineLine<Faults> {
  /** Executes a command and returns its answer. */
  execute(payload: Uint8Array): Uint8Array
}

/** Milliseconds. Over a network idle commands are answered within 0 to 11. */
export const reactionTime = 0
export const executionTime = 0

/** `encode` frames a payload, so that a wrong code still has a right checksum. */
export function sendPayload(
  line: LineEnvironment,
  payload: Uint8Array,
  encode: (payload: Uint8Array) => Uint8Array,
): void {
  sendAnswer(line, () => {
    if (line.faults.use('wrong-code') === undefined) return encode(payload)
    const place = payload[0] === 0xff ? 1 : 0
    return encode(payload.map((byte, index) => (index === place ? byte ^ 0x0e : byte)))
  })
}
