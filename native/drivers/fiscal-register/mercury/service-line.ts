import { CodecError } from '../../../codecs/codec-error.ts'
import type { LocatedJson } from '../../../codecs/json/located-json.ts'
import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { LinkReader } from '../shared/link-reader.ts'
import { decodeFrame, encodeFrame, headLength, readLength } from './codec/frame.ts'

type Signal = AbortSignal | undefined

/** An answer of the service; `empty` is the length 0, with which it says that it has lost its link to the register. */
export type Message = { readonly kind: 'json'; readonly json: LocatedJson } | { readonly kind: 'empty' }

/** What became of one request. `not-sent`: the service has certainly not executed it. `lost`: it may have. */
export type Exchanged =
  | { readonly state: 'answered'; readonly message: Message }
  | { readonly state: 'not-sent' | 'lost'; readonly failure: DeviceFailure }

export interface Parcel {
  readonly request: object
  /** Milliseconds that the service may think. */
  readonly patience: number
  /** May be asked twice without harm, so that an answer which the service still owes does not matter. */
  readonly repeatable: boolean
  readonly signal: Signal
}

/** Answers to this product's questions stay below a kilobyte; nothing of the goods base is asked for. */
const longestAnswer = 128 * 1024
/** Milliseconds that a message may stand still once it has begun to come. */
const standstill = 10_000
/** Milliseconds of silence after which nothing more is expected to come of its own accord. */
const quiet = 3_000

/**
 * One request and one answer at a time over the service's connection. Answers carry no number, only their order tells whose they
 * are; so an answer that did not come in time is waited for before the next request, and nothing that moves something is sent
 * while one is owed.
 */
export class ServiceLine {
  readonly #reader: LinkReader
  readonly #clock: Clock
  #began: number[] = []
  #owed = 0
  #answeredSince = true
  #latecomer: LocatedJson | undefined

  constructor(link: ByteLink, clock: Clock) {
    this.#reader = new LinkReader(link, clock)
    this.#clock = clock
  }

  /** Stops listening: somebody else talks over the link from now on. */
  release(): void {
    this.#reader.release()
  }

  /** What came to the last request with an effect after its answer had been given up. */
  get latecomer(): LocatedJson | undefined {
    return this.#latecomer
  }

  /** The service has not answered what it was last asked. */
  get isSilent(): boolean {
    return this.#owed > 0 && !this.#answeredSince
  }

  /** The last answer belongs to an earlier request: the one that was waited for is still owed. */
  disown(message: Message): void {
    if (message.kind === 'json') this.#latecomer ??= message.json
    this.#owed++
    this.#answeredSince = false
  }

  /** Never throws but for defects. */
  async exchange({ request, patience, repeatable, signal }: Parcel): Promise<Exchanged> {
    try {
      await this.#tidy(signal)
    } catch (error) {
      return { state: 'not-sent', failure: failureOf(error) }
    }
    if (this.#owed > 0 && !repeatable) return { state: 'not-sent', failure: new DeviceFailure('device.busy') }
    if (!repeatable) this.#latecomer = undefined
    try {
      this.#owed++
      await this.#reader.write(encodeFrame(request))
      const message = await this.#receive(this.#clock.now() + patience, signal)
      if (!message) return { state: 'lost', failure: await this.#silence(patience, signal) }
      this.#answeredSince = true
      return { state: 'answered', message }
    } catch (error) {
      this.#answeredSince = false
      return { state: 'lost', failure: failureOf(error) }
    }
  }

  /** A message that stands still in its middle will not go on: its length was wrong, or what it counts was lost. */
  async #silence(milliseconds: number, signal: Signal): Promise<DeviceFailure> {
    this.#answeredSince = false
    const bytes = this.#began.length
    if (bytes === 0) return new DeviceFailure('link.timeout', { milliseconds })
    await this.#forget(signal)
    return new DeviceFailure('link.garbled', { bytes })
  }

  /**
   * Takes what the service still owes. Once it has answered something later and is silent, what it owes will not come any more:
   * it works off its requests in turn.
   */
  async #tidy(signal: Signal): Promise<void> {
    // Nothing is owed, so what has come by now answers nothing.
    if (this.#owed === 0) this.#reader.purge()
    while (this.#owed > 0) {
      try {
        const message = await this.#receive(this.#clock.now() + quiet, signal)
        if (!message) break
        if (message.kind === 'json') this.#latecomer ??= message.json
      } catch (error) {
        if (!(error instanceof DeviceFailure) || error.code !== 'link.garbled') throw error
      }
    }
    if (this.#owed > 0 && this.#answeredSince) this.#owed = 0
  }

  /** The next message, or `undefined` if none is whole by then. Throws `link.garbled`, `link.lost`, `operation.cancelled`. */
  async #receive(deadline: number, signal: Signal): Promise<Message | undefined> {
    try {
      const head = await this.#take(headLength, deadline, signal)
      if (!head) return undefined
      const frame = await this.#take(headLength + readLength(head, longestAnswer), deadline, signal)
      if (!frame) return undefined
      this.#began = []
      const { message } = decodeFrame(frame)
      this.#owed = Math.max(0, this.#owed - 1)
      return message ? { kind: 'json', json: message } : { kind: 'empty' }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      await this.#forget(signal)
      throw new DeviceFailure('link.garbled', { reason: error.message })
    }
  }

  /** The first `count` bytes of the message that is coming; what has come of it is kept for the next time. */
  async #take(count: number, deadline: number, signal: Signal): Promise<Uint8Array | undefined> {
    let patience = deadline
    while (this.#began.length < count) {
      const byte = await this.#reader.next(patience, signal)
      if (byte === undefined) return undefined
      this.#began.push(byte)
      patience = Math.max(deadline, this.#clock.now() + standstill)
    }
    return Uint8Array.from(this.#began)
  }

  /** Bytes that are no message: where the next one begins only silence can tell, and with it go the answers on their way. */
  async #forget(signal: Signal): Promise<void> {
    this.#began = []
    await this.#reader.settle(quiet, this.#clock.now() + 10 * quiet, signal)
    this.#owed = 0
  }
}

function failureOf(error: unknown): DeviceFailure {
  if (error instanceof DeviceFailure) return error
  throw error
}
