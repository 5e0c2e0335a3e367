import type { LocatedJson } from '../../../codecs/json/located-json.ts'
import type { Shape, ValueOf } from '../../../codecs/json/shape.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import { blocked, serverRefusal } from './failures.ts'
import type { Exchanged, HttpAnswer, HttpLine } from './http-line.ts'
import type { ServerVersion } from './settings.ts'
import { accepted, results, taskItem } from './tasks/server-messages.ts'
import type { Task } from './tasks/task.ts'

type Signal = AbortSignal | undefined
export type TaskItem = ValueOf<typeof taskItem>

/** What the server says when a task is handed over. */
export type Posted =
  | { readonly state: 'accepted'; readonly blocked: DeviceFailure | undefined }
  /** The answer says no; `known` if it may be because the server has this very request already. */
  | { readonly state: 'refused'; readonly failure: DeviceFailure; readonly perhapsKnown: boolean }
  | { readonly state: 'not-sent' | 'lost'; readonly failure: DeviceFailure }

/** What the server says of a task that was handed over. */
export type Seen =
  | { readonly state: 'known'; readonly item: TaskItem; readonly result: LocatedJson | undefined }
  | { readonly state: 'never-heard-of' }
  | { readonly state: 'refused' | 'not-sent' | 'lost'; readonly failure: DeviceFailure }

const notFound = 404
const conflict = 409
/** Milliseconds that the server may take to answer for itself; the register is not asked meanwhile. */
const patience = 30_000
/** The same, for somebody who waits for an end. */
const shortPatience = 2_000

/**
 * One task on its way through the server's queue, under a number (uuid) that is the product's own. The number is what makes every
 * end certain: the server takes it once, and tells under it what became of the task.
 */
export class TaskRequest {
  readonly task: Task
  readonly #line: HttpLine
  readonly #path: string
  /** Each register has numbers of its own. */
  readonly #query: string
  readonly #uuid: string
  readonly #body: object

  constructor(
    line: HttpLine,
    target: { readonly version: ServerVersion; readonly query: string; readonly uuid: string },
    task: Task,
    values: object,
  ) {
    const { version, query, uuid } = target
    this.task = task
    this.#line = line
    this.#path = version === 'v2' ? '/api/v2/requests' : '/requests'
    this.#query = query
    this.#uuid = uuid
    this.#body = { uuid, request: [{ type: task.type, ...values }] }
  }

  async post(signal: Signal): Promise<Posted> {
    const exchanged = await this.#line.exchange({
      method: 'POST',
      path: `${this.#path}${this.#query}`,
      body: this.#body,
      patience,
      repeatable: this.task.effect === 'none',
      belongs: (answer) => isError(answer) || this.#isOwnReceipt(answer),
      signal,
    })
    if (exchanged.state !== 'answered') return exchanged
    const { answer } = exchanged
    const receipt = read(accepted, answer.json)
    if (isError(answer) || receipt?.status === 'error') {
      const perhapsKnown = answer.status === conflict || answer.status === 400
      return { state: 'refused', failure: serverRefusal(this.task, answer), perhapsKnown }
    }
    const stands = receipt?.isBlocked === true ? blocked(this.task, receipt.blockReason) : undefined
    return { state: 'accepted', blocked: stands }
  }

  async look(signal: Signal): Promise<Seen> {
    const exchanged = await this.#line.exchange({
      method: 'GET',
      path: `${this.#path}/${this.#uuid}${this.#query}`,
      patience,
      repeatable: true,
      belongs: (answer) => isError(answer) || read(results, answer.json)?.results.length === 1,
      signal,
    })
    return this.#seen(exchanged)
  }

  /** Takes the task out of the queue. `true`: it has not been begun and will not be. */
  async cancel(signal: Signal): Promise<boolean> {
    const exchanged = await this.#line.exchange({
      method: 'DELETE',
      path: `${this.#path}/${this.#uuid}${this.#query}`,
      patience: shortPatience,
      repeatable: true,
      belongs: (answer) => answer.status !== 201 && !read(results, answer.json),
      signal,
    })
    return exchanged.state === 'answered' && !isError(exchanged.answer)
  }

  #seen(exchanged: Exchanged): Seen {
    if (exchanged.state !== 'answered') return exchanged
    const { answer } = exchanged
    if (answer.status === notFound) return { state: 'never-heard-of' }
    if (isError(answer)) return { state: 'refused', failure: serverRefusal(this.task, answer) }
    const [item] = read(results, answer.json)?.results ?? []
    if (!item) return { state: 'lost', failure: new DeviceFailure('device.wrong-answer', { command: this.task.type }) }
    const result = answer.json?.members?.get('results')?.items?.[0]?.members?.get('result')
    return { state: 'known', item, result }
  }

  /** The server names the request that it took; the earlier one does not. */
  #isOwnReceipt({ json }: HttpAnswer): boolean {
    if (!json || json.members?.has('results')) return false
    const receipt = read(accepted, json)
    return receipt !== undefined && (receipt.uuid === undefined || receipt.uuid === this.#uuid)
  }
}

export const isError = ({ status }: HttpAnswer): boolean => status >= 300

function read<T>(shape: Shape<T>, json: LocatedJson | undefined): T | undefined {
  return decodedOr(
    () => json && shape.read(json, ''),
    () => undefined,
  )
}
