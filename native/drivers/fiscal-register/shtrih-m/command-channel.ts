import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import type { Undelivered } from '../shared/delivery.ts'
import type { Answer, Command } from './commands/command.ts'
import { shortStatus } from './commands/status.ts'
import type { LinkLayer } from './delivery.ts'
import { refusal, wrongAnswer } from './failures.ts'

/** What became of a command: the machine's word with its bytes, or how the line failed. */
type Performed<A> =
  { readonly state: 'answered'; readonly answer: Answer<A>; readonly payload: Uint8Array } | Undelivered

/** Refusal «previous command is still printing»: nothing was executed, so the same command may come again. */
const stillPrinting = 0x50
const busyPatience = 20_000
/** So many answers that do not fit their question are asked for again, where that has no effect. */
const damagedLimit = 3
const pollInterval = 400

/** Speaks in commands over a link layer, one at a time. */
export class CommandChannel {
  readonly #layer: LinkLayer
  readonly #clock: Clock
  readonly #password: number

  constructor(layer: LinkLayer, clock: Clock, password: number) {
    this.#layer = layer
    this.#clock = clock
    this.#password = password
  }

  get linkName(): 'v1' | 'v2' {
    return this.#layer.name
  }

  /** What the machine answered since to the last command that was reported lost. */
  latecomer<A>(command: Command<object, A>): Answer<A> | undefined {
    const { latecomer } = this.#layer
    const answer = latecomer && decode(command, latecomer)
    return answer instanceof DeviceFailure ? undefined : answer
  }

  /**
   * Sends a command, with the password where its values name none. Waits while the machine refuses it because it still prints.
   * Throws CodecError if the values do not fit the command.
   */
  async perform<Q extends object, A>(
    command: Command<Q, A>,
    values: Omit<Q, 'password'>,
    signal: AbortSignal | undefined,
  ): Promise<Performed<A>> {
    const payload = command.encode({ password: this.#password, ...values } as unknown as Q)
    const deadline = this.#clock.now() + busyPatience
    let damaged = 0
    for (;;) {
      const delivery = await this.#layer.exchange({
        payload,
        patience: command.patience,
        repeatable: command.repeatable,
        signal,
      })
      if (delivery.state !== 'answered') return delivery
      const answer = decode(command, delivery.payload)
      if (answer instanceof DeviceFailure) {
        if (command.repeatable && ++damaged < damagedLimit) continue
        return { state: 'lost', failure: answer }
      }
      const busy = answer.error === stillPrinting && this.#clock.now() < deadline
      if (!busy || !(await this.#waitForPrinter(deadline, signal))) {
        return { state: 'answered', answer, payload: delivery.payload }
      }
    }
  }

  /** Performs a command without an effect. Throws DeviceFailure unless the machine answers it. */
  async read<Q extends object, A>(
    command: Command<Q, A>,
    values: Omit<Q, 'password'>,
    signal: AbortSignal | undefined,
  ): Promise<A> {
    const performed = await this.perform(command, values, signal)
    if (performed.state !== 'answered') throw performed.failure
    if ('value' in performed.answer) return performed.answer.value
    throw refusal(command, performed.answer.error)
  }

  /** As `read`, but answers `undefined` where the machine refuses with one of `excused`. */
  async readUnless<Q extends object, A>(
    command: Command<Q, A>,
    values: Omit<Q, 'password'>,
    signal: AbortSignal | undefined,
    ...excused: readonly number[]
  ): Promise<A | undefined> {
    const performed = await this.perform(command, values, signal)
    if (performed.state !== 'answered') throw performed.failure
    const { answer } = performed
    if ('value' in answer) return answer.value
    if (excused.includes(answer.error)) return undefined
    throw refusal(command, answer.error)
  }

  /**
   * Polls 10h until nothing is printed any more. False if the machine cannot be asked or does not finish in time: the
   * caller's refusal then stands.
   */
  async #waitForPrinter(deadline: number, signal: AbortSignal | undefined): Promise<boolean> {
    while (this.#clock.now() < deadline) {
      try {
        await sleep(this.#clock, pollInterval, signal)
        const status = await this.read(shortStatus, {}, signal)
        if (status.submode !== 4 && status.submode !== 5) return true
      } catch (error) {
        if (error instanceof DeviceFailure) return false
        throw error
      }
    }
    return false
  }
}

function decode<Q, A>(command: Command<Q, A>, payload: Uint8Array): Answer<A> | DeviceFailure {
  return decodedOr(
    () => command.decode(payload),
    ({ message }) => wrongAnswer(command, message),
  )
}
