import type { Clock } from '../foundation/clock.ts'
import { DeviceFailure } from '../foundation/device-failure.ts'
import type { ByteLink } from '../transports/byte-link.ts'

export interface Question<T> {
  readonly bytes: Uint8Array
  /** Is given each piece that comes; answers once it has seen a whole reply. May throw DeviceFailure. */
  readonly listen: (piece: Uint8Array) => T | undefined
  /** Milliseconds after the question is sent. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
}

/**
 * One question and its answer at a time over a link. Nothing is ever repeated here: whether a question may be asked again
 * is for the protocol's exchange to know.
 */
export class LineConversation {
  readonly #link: ByteLink
  readonly #clock: Clock
  #turn: Promise<unknown> = Promise.resolve()
  #end: DeviceFailure | undefined
  #interrupt: ((end: DeviceFailure) => void) | undefined

  constructor(link: ByteLink, clock: Clock) {
    this.#link = link
    this.#clock = clock
    // Once for all questions: a reaction for each would pile up on a link that lives for days.
    void link.ended.then((end) => {
      this.#end = end ?? new DeviceFailure('link.lost')
      this.#interrupt?.(this.#end)
    })
  }

  /** Throws `link.timeout` (nothing was heard), `link.garbled` (no whole reply in what was heard), `link.lost`, `operation.cancelled`. */
  ask<T>(question: Question<T>): Promise<T> {
    const answer = this.#turn.then(() => this.#ask(question))
    this.#turn = answer.catch(() => {})
    return answer
  }

  async #ask<T>({ bytes, listen, timeout, signal }: Question<T>): Promise<T> {
    if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
    if (this.#end) throw this.#end
    const release: (() => void)[] = []
    try {
      return await new Promise<T>((resolve, reject) => {
        let heard = 0
        const cancel = () => reject(new DeviceFailure('operation.cancelled'))
        signal?.addEventListener('abort', cancel, { once: true })
        release.push(() => signal?.removeEventListener('abort', cancel))
        release.push(
          this.#link.subscribe((piece) => {
            heard += piece.length
            try {
              const answer = listen(piece)
              if (answer !== undefined) resolve(answer)
            } catch (error) {
              reject(error as Error)
            }
          }),
        )
        this.#interrupt = reject
        release.push(() => (this.#interrupt = undefined))
        this.#link.write(bytes).then(
          () => release.push(this.#clock.schedule(timeout, () => reject(silence(heard, timeout)))),
          (error: Error) => reject(error),
        )
      })
    } finally {
      for (const action of release) action()
    }
  }
}

function silence(heard: number, milliseconds: number): DeviceFailure {
  return heard
    ? new DeviceFailure('link.garbled', { bytes: heard })
    : new DeviceFailure('link.timeout', { milliseconds })
}
