import { CodecError } from '../../../../codecs/codec-error.ts'
import type { FiscalObstacle } from '../../shared/simulator/fiscal-life.ts'
import type { PacketValue } from '../codec/packet.ts'
import { readParameters, writeResult, type Command, type Shape, type ValuesOf } from '../commands/command.ts'
import { errorCode } from '../error-codes.ts'
import { extendedCode } from '../extended-errors.ts'
import type { Machine } from './machine.ts'

/** An answer without its head. */
export interface Reply {
  readonly error: number
  readonly values: readonly string[]
}

/** Refuses the command with one of the machine's codes, and with what 06h/1 will say of it. */
export class Refusal {
  readonly error: number
  readonly extended: number

  constructor(error: number, extended = 0) {
    this.error = error
    this.extended = extended
  }
}

/** Comes when the paper has stopped. */
export class AfterPrinting<T> {
  readonly finish: () => T

  constructor(finish: () => T) {
    this.finish = finish
  }
}

/** What the machine makes of one command. */
export interface Behaviour {
  readonly command: Command
  perform(machine: Machine, values: readonly PacketValue[]): Reply | AfterPrinting<Reply>
}

type Result<A extends Shape> = Partial<ValuesOf<A>> | Refusal

const neverAsleep: readonly number[] = [0x00, 0x04, 0x06, 0x10, 0x13, 0x78]

/** `asleep`: also before «Начало работы», and in a fatal state. */
export function on<Q extends Shape, A extends Shape>(
  command: Command<Q, A>,
  when: 'asleep' | 'awake',
  answer: (machine: Machine, values: ValuesOf<Q>) => Result<A> | AfterPrinting<Result<A>>,
): Behaviour {
  return {
    command,
    perform(machine, values) {
      const reply = (result: Result<A>): Reply => {
        if (!(result instanceof Refusal)) return { error: 0, values: writeResult(command, result) }
        machine.lastError = result.extended
        return { error: result.error, values: [] }
      }
      if (when === 'awake' && machine.fatal !== 0) return reply(new Refusal(errorCode.fatal))
      const sleeps = when === 'awake' || (machine.capabilities.sleepsSoundly && !neverAsleep.includes(command.code))
      if (sleeps && !machine.started) return reply(notStarted)
      let parameters: ValuesOf<Q>
      try {
        parameters = readParameters(command, values)
      } catch (error) {
        if (error instanceof CodecError) return reply(wrongFormat)
        throw error
      }
      const result = answer(machine, parameters)
      return result instanceof AfterPrinting ? new AfterPrinting(() => reply(result.finish())) : reply(result)
    },
  }
}

const notStarted = new Refusal(errorCode.wrongState, extendedCode.startMissing)
const wrongFormat = new Refusal(errorCode.wrongParameter)

export const noPaper = new Refusal(errorCode.noPaper)
export const notReady = new Refusal(errorCode.printerNotReady)

const refusals: Readonly<Record<FiscalObstacle, Refusal>> = {
  'not-fiscal': new Refusal(errorCode.wrongState, 2),
  'storage-busy': new Refusal(errorCode.storageState),
  paper: noPaper,
  cover: notReady,
  'waits-for-continue': new Refusal(errorCode.wrongState, 15),
  'shift-open': new Refusal(errorCode.shiftOpen),
  'shift-closed': new Refusal(errorCode.wrongState, extendedCode.shiftNotOpen),
  'shift-too-long': new Refusal(errorCode.dayLimit),
  'receipt-open': new Refusal(errorCode.wrongState, 9),
  'no-receipt': new Refusal(errorCode.wrongState, 8),
  unsent: new Refusal(errorCode.wrongState, extendedCode.unsentDocuments),
  unpaid: new Refusal(errorCode.wrongState, 14),
  'already-registered': new Refusal(errorCode.wrongState, 5),
}

export const refusalFor = (obstacle: FiscalObstacle): Refusal => refusals[obstacle]

/** Why the printer cannot take anything now, if it cannot. */
export function printerRefusal({ printerObstacle }: Machine): Refusal | undefined {
  return printerObstacle && refusals[printerObstacle]
}
