import { CodecError } from '../../../../codecs/codec-error.ts'
import { ByteInput } from '../../shared/codec/byte-input.ts'
import { encodeAnswer, encodeRefusal, readCode, type Command } from '../commands/command.ts'
import { errorCode } from '../error-codes.ts'
import type { Machine } from './machine.ts'

/** What the machine makes of a command (without its access password): the whole answer, or `undefined` to leave it to another. */
export type Behaviour = (machine: Machine, payload: Uint8Array) => Uint8Array | undefined

/** Refuses the command with one of the machine's codes. */
export class Refusal {
  readonly error: number

  constructor(error: number) {
    this.error = error
  }
}

/** Modes in which a command works; all, if none are named. */
type Modes = readonly number[] | 'any'

/** A behaviour for one command, in terms of its values. */
export function on<Q extends object, A extends object>(
  command: Command<Q, A>,
  modes: Modes,
  answer: (machine: Machine, values: Q) => A | Refusal,
): Behaviour {
  return (machine, payload) => {
    const input = new ByteInput(payload)
    if (readCode(input) !== command.code) return undefined
    if (modes !== 'any' && !modes.includes(machine.mode)) return encodeRefusal(errorCode.wrongMode)
    let values: Q
    try {
      values = command.request.read(input, () => {})
      if (input.remaining > 0) return encodeRefusal(wrongLength)
    } catch (error) {
      if (error instanceof CodecError) return encodeRefusal(wrongFormat)
      throw error
    }
    const result = answer(machine, values)
    return result instanceof Refusal ? encodeRefusal(result.error) : encodeAnswer(command as Command<never, A>, result)
  }
}

const wrongFormat = 19
const wrongLength = 20

/** Most answers bring the second byte of the error code, also where there is no error. */
export const ok = { extension: 0 }
