import type { LocatedJson } from '../../../codecs/json/located-json.ts'
import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import { isPassing, notUnderstood, serverRefusal, wrongAnswer } from './failures.ts'
import type { Exchanged, HttpAnswer, HttpLine, Parcel } from './http-line.ts'
import type { AtolWebSettings, ServerVersion } from './settings.ts'
import { TaskCourse, type Ended } from './task-course.ts'
import { isError, TaskRequest } from './task-request.ts'
import { serverInfo } from './tasks/server-messages.ts'
import type { Task } from './tasks/task.ts'

type Signal = AbortSignal | undefined

/** So many answers that were lost or made no sense are asked for again. */
const attempts = 3
/** Of these, so many that did not come at all: each costs half a minute. */
const silences = 2
/** Milliseconds that the server may take over an operation for which it asks the register. */
const operationPatience = 30_000
const infoPath = '/api/v2/serverInfo'

/** Speaks in tasks to the vendor's web server, in whichever of its two versions. */
export class WebServer {
  readonly #line: HttpLine
  readonly #clock: Clock
  readonly #settings: AtolWebSettings
  readonly #newUuid: () => string
  #version: ServerVersion | undefined
  /** False once the server has turned out not to answer past its queue. */
  #answersAtOnce = true

  constructor(
    line: HttpLine,
    clock: Clock,
    settings: AtolWebSettings,
    newUuid: () => string = () => crypto.randomUUID(),
  ) {
    this.#line = line
    this.#clock = clock
    this.#settings = settings
    this.#version = settings.version
    this.#newUuid = newUuid
  }

  /** What the server says of itself; the earlier one says nothing. Throws DeviceFailure unless it answers. */
  async info(signal: Signal): Promise<{ readonly product: string; readonly version: string } | undefined> {
    if ((await this.#findVersion(signal)) === 'v1') return undefined
    const answer = await this.#ask({ method: 'GET', path: infoPath, belongs: isInfoOrError }, signal)
    return isError(answer) ? undefined : readInfo(answer)
  }

  /** The earlier server's count of its requests, which only it has. */
  async countsRequests(signal: Signal): Promise<boolean> {
    const answer = await this.#ask({ method: 'GET', path: '/stat/requests', belongs: () => true }, signal)
    return answer.status === 200 && answer.json?.members !== undefined
  }

  /** Asks what has no effect. Throws DeviceFailure unless the register answers. */
  async read<A extends object>(task: Task<object, A>, values: object, signal: Signal): Promise<A> {
    const atOnce = await this.askPastQueue(task, signal)
    if (atOnce) return atOnce
    let failure = wrongAnswer(task, 'no result')
    for (let attempt = 0; attempt < attempts; attempt++) {
      const ended = await this.run(task, values, signal)
      if (ended.state !== 'ready') throw ended.failure
      const value = readResult(task, ended.result)
      if (!(value instanceof DeviceFailure)) return value
      failure = value
    }
    throw failure
  }

  /** Has a task executed once, under a number of its own, and follows it to its end. */
  async run(task: Task, values: object, signal: Signal): Promise<Ended> {
    const version = await this.#findVersion(signal)
    const { deviceId } = this.#settings
    const query = version === 'v2' && deviceId !== undefined ? `?deviceID=${deviceId}` : ''
    const request = new TaskRequest(this.#line, { version, query, uuid: this.#newUuid() }, task, values)
    return new TaskCourse(request, version, this.#clock).run(signal)
  }

  /**
   * Asks past the queue, so that it does not fill with questions and need not be waited for. `undefined` where the server or the task
   * does not know this way; throws DeviceFailure where the register refuses.
   */
  async askPastQueue<A extends object>(task: Task<object, A>, signal: Signal): Promise<A | undefined> {
    const { operation } = task
    if ((await this.#findVersion(signal)) === 'v1' || operation === undefined || !this.#answersAtOnce) return undefined
    const { deviceId } = this.#settings
    const answer = await this.#ask(
      {
        method: 'POST',
        path: `/api/v2/operations/${operation}${deviceId === undefined ? '' : `?deviceID=${deviceId}`}`,
        body: {},
        belongs: (heard) => isError(heard) || !(readResult(task, heard.json) instanceof DeviceFailure),
      },
      signal,
    )
    if ([404, 405, 501].includes(answer.status)) {
      // An unknown register is «not found», too: the queue will say so.
      this.#answersAtOnce = answer.status === 404
      return undefined
    }
    if (isError(answer)) throw serverRefusal(task, answer)
    const value = readResult(task, answer.json)
    if (value instanceof DeviceFailure) throw value
    return value
  }

  async #findVersion(signal: Signal): Promise<ServerVersion> {
    if (this.#version) return this.#version
    const answer = await this.#ask({ method: 'GET', path: infoPath, belongs: isInfoOrError }, signal)
    if (isError(answer) && !notUnderstood.includes(answer.status)) throw serverRefusal({ type: 'serverInfo' }, answer)
    return (this.#version = isError(answer) ? 'v1' : 'v2')
  }

  async #ask(question: Pick<Parcel, 'method' | 'path' | 'body' | 'belongs'>, signal: Signal): Promise<HttpAnswer> {
    let silent = 0
    for (let attempt = 1; ; attempt++) {
      const parcel = { ...question, patience: operationPatience, repeatable: true, signal }
      const exchanged: Exchanged = await this.#line.exchange(parcel)
      if (exchanged.state === 'answered') {
        if (attempt >= attempts || !notUnderstood.includes(exchanged.answer.status)) return exchanged.answer
        continue
      }
      const { failure } = exchanged
      if (failure.code === 'link.timeout') silent++
      if (!isPassing(failure) || attempt >= attempts || silent >= silences) throw failure
    }
  }
}

function readInfo({ json }: HttpAnswer): { readonly product: string; readonly version: string } | undefined {
  return decodedOr(
    () => json && serverInfo.read(json, ''),
    () => undefined,
  )
}

const isInfoOrError = (answer: HttpAnswer): boolean => isError(answer) || readInfo(answer) !== undefined

/** Throws nothing: a result of another shape is told as a failure. */
export function readResult<A extends object>(
  task: Task<object, A>,
  result: LocatedJson | undefined,
): A | DeviceFailure {
  return decodedOr(
    () => (result?.members ? task.result.read(result, '') : wrongAnswer(task, 'no result')),
    ({ message }) => wrongAnswer(task, message),
  )
}
