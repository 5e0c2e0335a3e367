import { CodecError } from '../../../../codecs/codec-error.ts'
import { ByteInput } from '../../shared/codec/byte-input.ts'
import { encodeAnswer, encodeRefusal, readCode, type Command } from '../commands/command.ts'
import type { Machine } from './machine.ts'

/** What the machine makes of a command: the whole answer, or `undefined` to leave it to an older behaviour. */
export type Behaviour = (machine: Machine, payload: Uint8Array) => Uint8Array | undefined

/** Who may give the command: nobody is asked, any operator, the two administrators, or the system administrator alone. */
type Right = 'none' | 'operator' | 'administrator' | 'system'

const passes: Readonly<Record<Exclude<Right, 'none'>, (operator: number) => boolean>> = {
  operator: () => true,
  administrator: (operator) => operator >= 28,
  system: (operator) => operator === 30,
}

/** Refuses the command with one of the machine's codes. */
export class Refusal {
  readonly error: number

  constructor(error: number) {
    this.error = error
  }
}

/** A behaviour for one command, in terms of its values. */
export function on<Q extends object, A extends object>(
  command: Command<Q, A>,
  right: Right,
  answer: (machine: Machine, values: Q, operator: number) => A | Refusal,
): Behaviour {
  return (machine, payload) => {
    const input = new ByteInput(payload)
    if (readCode(input) !== command.code) return undefined
    let values: Q
    try {
      values = command.request.read(input, () => {})
    } catch (error) {
      if (error instanceof CodecError) return encodeRefusal(command.code, wrongParameters)
      throw error
    }
    let operator = 0
    if (right !== 'none') {
      const found = machine.operatorOf((values as { password?: number }).password ?? -1)
      if (found === undefined || !passes[right](found)) return encodeRefusal(command.code, wrongPassword)
      operator = found
    }
    const result = answer(machine, values, operator)
    return result instanceof Refusal
      ? encodeRefusal(command.code, result.error)
      : encodeAnswer(command as Command<never, A>, result)
  }
}

const wrongParameters = 0x33
const wrongPassword = 0x4f
export const unknownCommand = 0x37
