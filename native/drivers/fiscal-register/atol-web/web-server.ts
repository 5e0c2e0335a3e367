import type { LocatedJson } from '../../../codecs/json/located-json.ts'
import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import { refusal, serverRefusal, wrongAnswer } from './failures.ts'
import type { Exchanged, HttpAnswer, HttpLine, Parcel } from './http-line.ts'
import type { AtolWebSettings, ServerVersion } from './settings.ts'
import { isError, TaskRequest, type Seen, type TaskItem } from './task-request.ts'
import { serverInfo } from './tasks/server-messages.ts'
import type { Task } from './tasks/task.ts'

type Signal = AbortSignal | undefined

/** How a task ended, as far as the server tells. */
export type Ended =
  | { readonly state: 'ready'; readonly result: LocatedJson | undefined }
  /** The register refused: what it did before that is a question to the register. */
  | { readonly state: 'failed'; readonly code: number; readonly failure: DeviceFailure }
  /** Certainly not executed, and it will not be. */
  | { readonly state: 'not-executed'; readonly failure: DeviceFailure }
  /** The server cannot be asked, or has not begun it or not ended it by now. */
  | { readonly state: 'unknown'; readonly failure: DeviceFailure }

/** So many answers that were lost or made no sense are asked for again. */
const attempts = 3
/** Of these, so many that did not come at all: each costs half a minute. */
const silences = 2
/** Milliseconds that the server may take over an operation for which it asks the register. */
const operationPatience = 30_000
/** Milliseconds between two questions of what has become of a task, growing. */
const firstInterval = 150
const longestInterval = 1_000
/** The earlier server may say nothing of a task until it is done; so long it is believed to be on its way. */
const oldServerWait = 5_000

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

  /**
   * Has a task executed once, and follows it to its end. A request whose answer was lost is asked for under its number, and handed
   * over again under the same number only if the server has never heard of it.
   */
  async run(task: Task, values: object, signal: Signal): Promise<Ended> {
    const version = await this.#findVersion(signal)
    const { deviceId } = this.#settings
    const query = version === 'v2' && deviceId !== undefined ? `?deviceID=${deviceId}` : ''
    const request = new TaskRequest(this.#line, { version, query, uuid: this.#newUuid() }, task, values)
    const ended = await this.#handOver(request, version, signal)
    if (ended.state === 'unknown' && version === 'v2') return this.#withdraw(request, ended.failure, signal)
    return ended
  }

  async #handOver(request: TaskRequest, version: ServerVersion, signal: Signal): Promise<Ended> {
    /** An earlier try may have reached the server. */
    let doubt: DeviceFailure | undefined
    for (let attempt = 0; ; attempt++) {
      const posted = await request.post(signal)
      switch (posted.state) {
        case 'accepted':
          // Whoever asked does not want it to be done some time later, when nobody expects it.
          if (posted.blocked && version === 'v2' && (await request.cancel(signal)))
            return { state: 'not-executed', failure: posted.blocked }
          return this.#follow(request, version, signal)
        case 'not-sent':
          return { state: doubt ? 'unknown' : 'not-executed', failure: posted.failure }
        case 'refused':
          // The number makes it safe to say it again, in case something else was heard.
          if (!doubt && isNotUnderstood(posted.failure) && attempt + 1 < attempts) continue
          if (!posted.perhapsKnown) return { state: doubt ? 'unknown' : 'not-executed', failure: posted.failure }
          break
        case 'lost':
          doubt = posted.failure
      }
      const failure = posted.failure
      const seen = await this.#find(request, version, posted.state === 'lost', signal)
      if (seen.state === 'known') return this.#follow(request, version, signal)
      if (seen.state !== 'never-heard-of') return { state: doubt ? 'unknown' : 'not-executed', failure }
      // The earlier server says so, too, of what it has and is not through with; refusing the number it says that it has it.
      const mayBeAtIt = version === 'v1' && doubt !== undefined
      if (mayBeAtIt && posted.state === 'refused') return this.#follow(request, version, signal)
      if (posted.state === 'refused' && !isNotUnderstood(failure))
        return { state: doubt ? 'unknown' : 'not-executed', failure }
      if (attempt + 1 >= attempts) return { state: mayBeAtIt ? 'unknown' : 'not-executed', failure }
    }
  }

  /** Whether the server has the request. The earlier one is given time to be through with it. */
  async #find(request: TaskRequest, version: ServerVersion, perhapsBegun: boolean, signal: Signal): Promise<Seen> {
    const deadline = this.#clock.now() + (version === 'v1' && perhapsBegun ? oldServerWait : 0)
    for (let silent = 0; ;) {
      const seen = await request.look(signal)
      if (seen.state === 'lost' && isPassing(seen.failure) && ++silent < attempts) continue
      if (seen.state !== 'never-heard-of' || this.#clock.now() >= deadline) return seen
      const cancelled = await this.#pause(longestInterval, signal)
      if (cancelled) return cancelled
    }
  }

  /** Asks after a request that the server has until it is done with it. */
  async #follow(request: TaskRequest, version: ServerVersion, signal: Signal): Promise<Ended> {
    const deadline = this.#clock.now() + request.task.patience
    let lost = 0
    for (let interval = firstInterval; ; interval = Math.min(longestInterval, interval * 2)) {
      const cancelled = await this.#pause(interval, signal)
      if (cancelled) return { state: 'unknown', failure: cancelled.failure }
      const seen = await request.look(signal)
      switch (seen.state) {
        case 'known': {
          lost = 0
          const ended = endOf(request.task, seen.item, seen.result)
          if (ended) return ended
          break
        }
        case 'never-heard-of':
          // The earlier server says so while it works.
          if (version === 'v2' && ++lost >= attempts)
            return { state: 'unknown', failure: wrongAnswer(request.task, 'request forgotten') }
          break
        default: {
          const passing = isPassing(seen.failure) || isNotUnderstood(seen.failure)
          if (!passing || ++lost >= attempts) return { state: 'unknown', failure: seen.failure }
        }
      }
      if (this.#clock.now() >= deadline) {
        return { state: 'unknown', failure: new DeviceFailure('device.busy', { command: request.task.type }) }
      }
    }
  }

  /**
   * A task whose end is not known is taken out of the queue, if it still waits there; whoever cancelled waits a little longer for
   * that. What has begun goes on, and is looked at once more.
   */
  async #withdraw(request: TaskRequest, failure: DeviceFailure, signal: Signal): Promise<Ended> {
    if (failure.code === 'link.lost') return { state: 'unknown', failure }
    const still = failure.code === 'operation.cancelled' ? undefined : signal
    if (request.task.effect === 'none') {
      if (still) await request.cancel(still)
      return { state: 'unknown', failure }
    }
    if (await request.cancel(still)) return { state: 'not-executed', failure }
    if (failure.code === 'operation.cancelled') return { state: 'unknown', failure }
    const seen = await request.look(still)
    const ended = seen.state === 'known' ? endOf(request.task, seen.item, seen.result) : undefined
    return ended ?? { state: 'unknown', failure }
  }

  async #pause(
    milliseconds: number,
    signal: Signal,
  ): Promise<{ readonly state: 'lost'; readonly failure: DeviceFailure } | undefined> {
    try {
      await sleep(this.#clock, milliseconds, signal)
      return undefined
    } catch (error) {
      if (error instanceof DeviceFailure) return { state: 'lost', failure: error }
      throw error
    }
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

/** Answers of a server that was asked for what it does not have: it may have heard something else than was said. */
const notUnderstood = [400, 404, 405, 501]
const isNotUnderstood = ({ data }: DeviceFailure): boolean =>
  notUnderstood.some((status) => data['deviceCode'] === `HTTP ${status}`)

const isPassing = ({ code }: DeviceFailure): boolean =>
  ['link.timeout', 'link.garbled', 'device.wrong-answer'].includes(code)

function readInfo({ json }: HttpAnswer): { readonly product: string; readonly version: string } | undefined {
  return decodedOr(
    () => json && serverInfo.read(json, ''),
    () => undefined,
  )
}

const isInfoOrError = (answer: HttpAnswer): boolean => isError(answer) || readInfo(answer) !== undefined

/** How a task ended; `undefined` while it has not. */
function endOf(task: Task, item: TaskItem, result: LocatedJson | undefined): Ended | undefined {
  const code = item.error?.code ?? item.errorCode ?? 0
  const description = item.error?.description ?? item.errorDescription
  switch (item.status) {
    case 'ready':
      return { state: 'ready', result }
    case 'error':
      return { state: 'failed', code, failure: refusal(task, code, description) }
    case 'interrupted':
    case 'canceled':
      return { state: 'not-executed', failure: refusal(task, code, description) }
    default:
      return undefined
  }
}

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
