import type { LocatedJson } from '../../../codecs/json/located-json.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import type { Performed } from '../shared/delivery.ts'
import { readAnswer, type Answer, type Command } from './commands/command.ts'
import { closeSession, openSession } from './commands/session.ts'
import { refusal, registerLost, wrongAnswer } from './failures.ts'
import type { Message, ServiceLine } from './service-line.ts'
import type { SessionSettings } from './settings.ts'

type Signal = AbortSignal | undefined

/** So many answers that were lost or made no sense are asked for again, where that has no effect. */
const attempts = 3
/** Of these, so many that did not come at all: each costs a minute. */
const silences = 2

/**
 * Speaks in commands to the service. A session with the register is opened when a command first needs one and closed at the end of
 * each operation: while it is open no other program of the shop gets at the register. A session that could not be closed is kept
 * and used by the next operation.
 */
export class Service {
  readonly #line: ServiceLine
  readonly #settings: SessionSettings
  #key: string | undefined

  constructor(line: ServiceLine, settings: SessionSettings) {
    this.#line = line
    this.#settings = settings
  }

  /**
   * Asks what has no effect. A service that refuses over a session that was opened before may have forgotten it (it was restarted,
   * or another program closed it); then it is asked once more over a new one. Throws DeviceFailure unless it answers.
   */
  async read<A extends object>(command: Command<object, A>, signal: Signal): Promise<A> {
    const session = async () => (command.needsSession ? { sessionKey: this.#key ?? (await this.#open(signal)) } : {})
    try {
      return await this.#ask(command, await session(), signal)
    } catch (error) {
      if (!isSessionTrouble(error)) throw error
      await this.#abandon(signal)
      return this.#ask(command, await session(), signal)
    }
  }

  /**
   * Performs what has an effect, once. The session must have been proven by a question of the same operation, so that a refusal is
   * the register's.
   */
  async perform<Q extends object, A extends object>(
    command: Command<Q, A>,
    values: Q,
    signal: Signal,
  ): Promise<Performed<Answer<A>>> {
    const sessionKey = this.#key
    if (sessionKey === undefined) {
      return { state: 'not-sent', failure: new DeviceFailure('device.busy', { command: command.name }) }
    }
    const request = { sessionKey, command: command.name, ...values }
    const exchanged = await this.#line.exchange({ request, patience: command.patience, repeatable: false, signal })
    if (exchanged.state !== 'answered') return exchanged
    const answer = interpret(command, exchanged.message)
    if (!(answer instanceof DeviceFailure)) return { state: 'answered', answer }
    if (exchanged.message.kind === 'json') this.#line.disown(exchanged.message)
    return { state: 'lost', failure: answer }
  }

  /** The answer to a command that was reported lost, if the service gave it since. */
  latecomer<A extends object>(command: Command<object, A>): Answer<A> | undefined {
    const json = this.#line.latecomer
    const answer = json && interpretJson(command, json)
    return answer instanceof DeviceFailure ? undefined : answer
  }

  /**
   * An operation is over. Whoever cancels does not wait, and a silent service would not answer: then the session is left to the
   * next operation.
   */
  async finish(signal: Signal): Promise<void> {
    if (signal?.aborted || this.#line.isSilent) return
    await this.#abandon(signal)
  }

  async #open(signal: Signal): Promise<string> {
    const { sessionKey } = await this.#ask(openSession, { sessionKey: null, ...this.#settings }, signal)
    this.#key = sessionKey
    return sessionKey
  }

  /** Closes the session, if the service knows it at all. */
  async #abandon(signal: Signal): Promise<void> {
    if (this.#key === undefined) return
    const request = { sessionKey: this.#key, command: closeSession.name }
    const { patience } = closeSession
    const exchanged = await this.#line.exchange({ request, patience, repeatable: true, signal })
    if (exchanged.state === 'answered') this.#key = undefined
  }

  async #ask<A extends object>(command: Command<object, A>, values: object, signal: Signal): Promise<A> {
    const { sessionKey, ...rest } = values as { readonly sessionKey?: string | null }
    const request = { ...(sessionKey === undefined ? {} : { sessionKey }), command: command.name, ...rest }
    let silent = 0
    for (let attempt = 1; ; attempt++) {
      const exchanged = await this.#line.exchange({ request, patience: command.patience, repeatable: true, signal })
      if (exchanged.state === 'answered') {
        const answer = interpret(command, exchanged.message)
        if (!(answer instanceof DeviceFailure)) return valueOf(command, answer)
        if (exchanged.message.kind === 'empty') throw answer
        this.#line.disown(exchanged.message)
        if (attempt >= attempts) throw answer
        continue
      }
      if (exchanged.failure.code === 'link.timeout') silent++
      const hopeless = !['link.timeout', 'link.garbled'].includes(exchanged.failure.code)
      if (hopeless || attempt >= attempts || silent >= silences) throw exchanged.failure
    }
  }
}

function valueOf<A>(command: Command, answer: Answer<A>): A {
  if ('value' in answer) return answer.value
  throw refusal(command, answer.result, answer.description)
}

function interpret<A extends object>(command: Command<object, A>, message: Message): Answer<A> | DeviceFailure {
  return message.kind === 'empty' ? registerLost(command) : interpretJson(command, message.json)
}

function interpretJson<A extends object>(command: Command<object, A>, json: LocatedJson): Answer<A> | DeviceFailure {
  return decodedOr(
    () => readAnswer(command, json),
    ({ message }) => wrongAnswer(command, message),
  )
}

/** A refusal, or the service's word that it has lost the register: both may be cured by a new session. */
const isSessionTrouble = (error: unknown): boolean =>
  error instanceof DeviceFailure &&
  (error.data['deviceCode'] !== undefined || (error.code === 'link.lost' && error.data['command'] !== undefined))
