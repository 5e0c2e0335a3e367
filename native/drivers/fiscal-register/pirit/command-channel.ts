import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import type { Performed } from '../shared/delivery.ts'
import { decodeAnswerPacket } from './codec/packet.ts'
import {
  readResult,
  writeParameters,
  type Answer,
  type Command,
  type Shape,
  type ValuesOf,
} from './commands/command.ts'
import { errorCode } from './error-codes.ts'
import { refusal, wrongAnswer } from './failures.ts'
import type { PacketLine } from './packet-line.ts'

type Signal = AbortSignal | undefined

/** So many answers that do not fit their question are asked for again, where that has no effect. */
const misfitLimit = 3

/** Wakes a machine that answers no questions yet; true if it slept. */
type Wake = (channel: CommandChannel, signal: Signal) => Promise<boolean>

/** Speaks in commands over the line, one at a time. */
export class CommandChannel {
  readonly #line: PacketLine
  #wake: Wake | undefined

  /** `wake` is for machines that refuse more questions before the start of work than the manual lets expect. */
  constructor(line: PacketLine, wake?: Wake) {
    this.#line = line
    this.#wake = wake
  }

  /** Works within so many milliseconds, whoever else has given up. */
  async within(milliseconds: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const enough = new AbortController()
    const forget = this.#line.clock.schedule(milliseconds, () => enough.abort())
    try {
      await work(enough.signal)
    } finally {
      forget()
    }
  }

  /** Throws CodecError if the values do not fit the command. */
  async perform<Q extends Shape, A extends Shape>(
    command: Command<Q, A>,
    values: Partial<ValuesOf<Q>>,
    signal: Signal,
  ): Promise<Performed<Answer<ValuesOf<A>>>> {
    const { code, patience, repeatable } = command
    const parcel = { command: code, values: writeParameters(command, values), patience, repeatable, signal }
    for (let misfits = 1; ; misfits++) {
      const delivery = await this.#line.exchange(parcel)
      if (delivery.state !== 'answered') return delivery
      const answer = decode(command, delivery.payload)
      if (!(answer instanceof DeviceFailure)) return { state: 'answered', answer }
      if (!repeatable || misfits >= misfitLimit) return { state: 'lost', failure: answer }
    }
  }

  /** What the machine answered since to the last command that was reported lost. */
  latecomer<A extends Shape>(command: Command<Shape, A>): Answer<ValuesOf<A>> | undefined {
    const { latecomer } = this.#line
    const answer = latecomer && decode(command, latecomer)
    return answer instanceof DeviceFailure ? undefined : answer
  }

  /** Performs a command without an effect. Throws DeviceFailure unless the machine answers it. */
  async read<Q extends Shape, A extends Shape>(
    command: Command<Q, A>,
    values: Partial<ValuesOf<Q>>,
    signal: Signal,
  ): Promise<ValuesOf<A>> {
    const answer = await this.#answered(command, values, signal)
    if ('value' in answer) return answer.value
    throw refusal(command, answer.error)
  }

  /** As `read`, but answers `undefined` where the machine refuses with one of `excused`. */
  async readUnless<Q extends Shape, A extends Shape>(
    command: Command<Q, A>,
    values: Partial<ValuesOf<Q>>,
    signal: Signal,
    ...excused: readonly number[]
  ): Promise<ValuesOf<A> | undefined> {
    const answer = await this.#answered(command, values, signal)
    if ('value' in answer) return answer.value
    if (excused.includes(answer.error)) return undefined
    throw refusal(command, answer.error)
  }

  async #woken(signal: Signal): Promise<boolean> {
    const wake = this.#wake
    if (!wake) return false
    // What waking itself asks must not wake again.
    this.#wake = undefined
    try {
      return await wake(this, signal)
    } finally {
      this.#wake = wake
    }
  }

  async #answered<Q extends Shape, A extends Shape>(
    command: Command<Q, A>,
    values: Partial<ValuesOf<Q>>,
    signal: Signal,
  ): Promise<Answer<ValuesOf<A>>> {
    const performed = await this.perform(command, values, signal)
    if (performed.state !== 'answered') throw performed.failure
    const { answer } = performed
    if (answer.error !== errorCode.wrongState || !(await this.#woken(signal))) return answer
    return this.#answered(command, values, signal)
  }
}

function decode<A extends Shape>(command: Command<Shape, A>, payload: Uint8Array): Answer<ValuesOf<A>> | DeviceFailure {
  const read = (): Answer<ValuesOf<A>> => {
    const { error, values } = decodeAnswerPacket(payload)
    return error === 0 ? { error: 0, value: readResult(command, values) } : { error, refused: true }
  }
  return decodedOr(read, ({ message }) => wrongAnswer(command, message))
}
