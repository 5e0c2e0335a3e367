import { CodecError } from '../../../../codecs/codec-error.ts'
import type { LocatedJson } from '../../../../codecs/json/located-json.ts'
import { driverError, errorCode } from '../driver-errors.ts'
import type { Task } from '../tasks/task.ts'
import type { Machine } from './machine.ts'

/** An error of the driver. */
export class Refusal {
  readonly code: number
  readonly description: string

  constructor(code: number, description = driverError(code).text.ru) {
    this.code = code
    this.description = description
  }
}

/** What the played register makes of a task: the members of its result, or a refusal. */
export interface Behaviour {
  readonly task: Task
  readonly execute: (machine: Machine, request: LocatedJson) => object | Refusal
}

/** A behaviour for one task, in terms of its values. */
export function on<Q extends object, A extends object>(
  task: Task<Q, A>,
  execute: (machine: Machine, values: Q) => A | Refusal,
): Behaviour {
  return {
    task: task as unknown as Task,
    execute(machine, request) {
      try {
        return execute(machine, task.request.read(request, ''))
      } catch (error) {
        if (error instanceof CodecError) return new Refusal(errorCode.cannotParse, error.detail)
        throw error
      }
    },
  }
}

/** Why nothing can be printed now. */
export function printerRefusal({ printerObstacle }: Machine): Refusal | undefined {
  switch (printerObstacle) {
    case undefined:
      return undefined
    case 'cover':
      return new Refusal(errorCode.coverOpened)
    case 'paper':
      return new Refusal(errorCode.noPaper)
    case 'waits-for-continue':
      return new Refusal(errorCode.reportInterrupted)
  }
}
