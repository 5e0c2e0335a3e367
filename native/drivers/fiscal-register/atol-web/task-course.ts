import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { LocatedJson } from '../../../codecs/json/located-json.ts'
import { isNotUnderstood, isPassing, refusal, wrongAnswer } from './failures.ts'
import type { ServerVersion } from './settings.ts'
import type { Seen, TaskItem, TaskRequest } from './task-request.ts'
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

/** So often a task is handed over, and asked for after answers that were lost or made no sense. */
const attempts = 3
/** Milliseconds between two questions of what has become of a task, growing. */
const firstInterval = 150
const longestInterval = 1_000
/** The earlier server may say nothing of a task until it is done; so long it is believed to be on its way. */
const oldServerWait = 5_000

/**
 * Brings one task to its end. A request whose answer was lost is asked for under its number, and handed over again, under the same
 * number, only if the server has never heard of it.
 */
export class TaskCourse {
  readonly #request: TaskRequest
  readonly #version: ServerVersion
  readonly #clock: Clock

  constructor(request: TaskRequest, version: ServerVersion, clock: Clock) {
    this.#request = request
    this.#version = version
    this.#clock = clock
  }

  async run(signal: Signal): Promise<Ended> {
    const ended = await this.#handOver(signal)
    if (ended.state === 'unknown' && this.#version === 'v2') return this.#withdraw(ended.failure, signal)
    return ended
  }

  async #handOver(signal: Signal): Promise<Ended> {
    /** An earlier try may have reached the server. */
    let doubt: DeviceFailure | undefined
    for (let attempt = 0; ; attempt++) {
      const posted = await this.#request.post(signal)
      switch (posted.state) {
        case 'accepted':
          // Whoever asked does not want it to be done some time later, when nobody expects it.
          if (posted.blocked && this.#version === 'v2' && (await this.#request.cancel(signal)))
            return { state: 'not-executed', failure: posted.blocked }
          return this.#follow(signal)
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
      const seen = await this.#find(posted.state === 'lost', signal)
      if (seen.state === 'known') return this.#follow(signal)
      if (seen.state !== 'never-heard-of') return { state: doubt ? 'unknown' : 'not-executed', failure }
      // The earlier server says so, too, of what it has and is not through with; refusing the number it says that it has it.
      const mayBeAtIt = this.#version === 'v1' && doubt !== undefined
      if (mayBeAtIt && posted.state === 'refused') return this.#follow(signal)
      if (posted.state === 'refused' && !isNotUnderstood(failure))
        return { state: doubt ? 'unknown' : 'not-executed', failure }
      if (attempt + 1 >= attempts) return { state: mayBeAtIt ? 'unknown' : 'not-executed', failure }
    }
  }

  /** Whether the server has the request. The earlier one is given time to be through with it. */
  async #find(perhapsBegun: boolean, signal: Signal): Promise<Seen> {
    const deadline = this.#clock.now() + (this.#version === 'v1' && perhapsBegun ? oldServerWait : 0)
    for (let silent = 0; ;) {
      const seen = await this.#request.look(signal)
      if (seen.state === 'lost' && isPassing(seen.failure) && ++silent < attempts) continue
      if (seen.state !== 'never-heard-of' || this.#clock.now() >= deadline) return seen
      const cancelled = await this.#pause(longestInterval, signal)
      if (cancelled) return cancelled
    }
  }

  /** Asks after a request that the server has until it is done with it. */
  async #follow(signal: Signal): Promise<Ended> {
    const deadline = this.#clock.now() + this.#request.task.patience
    let lost = 0
    for (let interval = firstInterval; ; interval = Math.min(longestInterval, interval * 2)) {
      const cancelled = await this.#pause(interval, signal)
      if (cancelled) return { state: 'unknown', failure: cancelled.failure }
      const seen = await this.#request.look(signal)
      switch (seen.state) {
        case 'known': {
          lost = 0
          const ended = endOf(this.#request.task, seen.item, seen.result)
          if (ended) return ended
          break
        }
        case 'never-heard-of':
          // The earlier server says so while it works.
          if (this.#version === 'v2' && ++lost >= attempts)
            return { state: 'unknown', failure: wrongAnswer(this.#request.task, 'request forgotten') }
          break
        default: {
          const passing = isPassing(seen.failure) || isNotUnderstood(seen.failure)
          if (!passing || ++lost >= attempts) return { state: 'unknown', failure: seen.failure }
        }
      }
      if (this.#clock.now() >= deadline) {
        return { state: 'unknown', failure: new DeviceFailure('device.busy', { command: this.#request.task.type }) }
      }
    }
  }

  /**
   * A task whose end is not known is taken out of the queue, if it still waits there; whoever cancelled waits a little longer for
   * that. What has begun goes on, and is looked at once more.
   */
  async #withdraw(failure: DeviceFailure, signal: Signal): Promise<Ended> {
    if (failure.code === 'link.lost') return { state: 'unknown', failure }
    const still = failure.code === 'operation.cancelled' ? undefined : signal
    if (this.#request.task.effect === 'none') {
      if (still) await this.#request.cancel(still)
      return { state: 'unknown', failure }
    }
    if (await this.#request.cancel(still)) return { state: 'not-executed', failure }
    if (failure.code === 'operation.cancelled') return { state: 'unknown', failure }
    const seen = await this.#request.look(still)
    const ended = seen.state === 'known' ? endOf(this.#request.task, seen.item, seen.result) : undefined
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
}

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
