import { CodecError } from '../../../../codecs/codec-error.ts'
import type { LocatedJson } from '../../../../codecs/json/located-json.ts'
import type { Command } from '../commands/command.ts'
import type { Machine } from './machine.ts'

/** A refusal in words; the vendor publishes no numbers, so all have the same. */
export class Refusal {
  readonly description: string
  readonly result: number

  constructor(description: string, result = 1) {
    this.description = description
    this.result = result
  }
}

/** What the played service makes of a command: the members of its answer, or a refusal. */
export interface Behaviour {
  readonly command: Command
  readonly answer: (machine: Machine, request: LocatedJson) => object | Refusal
}

/** A behaviour for one command, in terms of its values. */
export function on<Q extends object, A extends object>(
  command: Command<Q, A>,
  answer: (machine: Machine, values: Q) => A | Refusal,
): Behaviour {
  return {
    command: command as unknown as Command,
    answer(machine, request) {
      try {
        return answer(machine, command.request.read(request, ''))
      } catch (error) {
        if (error instanceof CodecError) return new Refusal(`Неверный параметр: ${error.detail}`)
        throw error
      }
    },
  }
}
