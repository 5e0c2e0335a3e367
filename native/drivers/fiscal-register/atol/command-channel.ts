import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import type { Performed } from '../shared/delivery.ts'
import type { Answer, Command } from './commands/command.ts'
import { documentData } from './commands/storage.ts'
import type { Care, LinkLayer } from './delivery.ts'
import { refusal, wrongAnswer } from './failures.ts'

/** So many answers that do not fit their question are asked for again, where that has no effect. */
const damagedLimit = 3

/** Speaks in commands over a transport, one at a time. */
export class CommandChannel {
  readonly #layer: LinkLayer
  readonly #accessPassword: string

  constructor(layer: LinkLayer, accessPassword: string) {
    this.#layer = layer
    this.#accessPassword = accessPassword
  }

  get linkName(): 'v2' | 'v3' {
    return this.#layer.name
  }

  /** What the machine answered since to the last command that was reported lost. */
  latecomer<A>(command: Command<object, A>): Answer<A> | undefined {
    const { latecomer } = this.#layer
    const answer = latecomer && decode(command, latecomer)
    return answer instanceof DeviceFailure ? undefined : answer
  }

  /** An operation is over. */
  finish(signal: AbortSignal | undefined): Promise<void> {
    return this.#layer.finish(signal)
  }

  /**
   * Throws CodecError if the values do not fit the command. The checksum of transport v2 does not see a lost or added zero byte.
   * Such a command is refused, such an answer has a wrong length; so there a refusal, and an answer of any length, counts once it
   * was given twice.
   */
  async perform<Q extends object, A>(
    command: Command<Q, A>,
    values: Q,
    signal: AbortSignal | undefined,
  ): Promise<Performed<Answer<A>>> {
    const payload = command.encode(values, this.#accessPassword)
    const care = careFor(command)
    let before: Uint8Array | undefined
    for (let damaged = 1; ; damaged++) {
      const delivery = await this.#layer.exchange({ payload, patience: command.patience, care, signal })
      if (delivery.state !== 'answered') return delivery
      const answer = decode(command, delivery.payload)
      if (answer instanceof DeviceFailure) {
        if (care !== 'repeat' || damaged >= damagedLimit) return { state: 'lost', failure: answer }
        continue
      }
      const doubtful = care === 'repeat' && this.linkName === 'v2' && ('refused' in answer || command.openEnded)
      if (!doubtful || damaged > damagedLimit || (before && equal(before, delivery.payload))) {
        return { state: 'answered', answer }
      }
      before = delivery.payload
    }
  }

  /** Performs a command without an effect. Throws DeviceFailure unless the machine answers it. */
  async read<Q extends object, A>(command: Command<Q, A>, values: Q, signal: AbortSignal | undefined): Promise<A> {
    const { answer } = await this.#answered(command, values, signal)
    if ('value' in answer) return answer.value
    throw refusal(command, answer.error, answer.extension)
  }

  /** As `read`, but answers `undefined` where the machine refuses with one of `excused`. */
  async readUnless<Q extends object, A>(
    command: Command<Q, A>,
    values: Q,
    signal: AbortSignal | undefined,
    ...excused: readonly number[]
  ): Promise<A | undefined> {
    const { answer } = await this.#answered(command, values, signal)
    if ('value' in answer) return answer.value
    if (excused.includes(answer.error)) return undefined
    throw refusal(command, answer.error, answer.extension)
  }

  async #answered<Q extends object, A>(command: Command<Q, A>, values: Q, signal: AbortSignal | undefined) {
    const performed = await this.perform(command, values, signal)
    if (performed.state !== 'answered') throw performed.failure
    return performed
  }
}

function careFor(command: Command): Care {
  if (command.repeatable) return 'repeat'
  return command.code === documentData.code ? 'once' : 'prove'
}

function decode<Q, A>(command: Command<Q, A>, payload: Uint8Array): Answer<A> | DeviceFailure {
  return decodedOr(
    () => command.decode(payload),
    ({ message }) => wrongAnswer(command, message),
  )
}

const equal = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index])
