import { CodecError } from '../../../codecs/codec-error.ts'
import { encodeRequest, type HttpHeader, type HttpMessage, type StatusLine } from '../../../codecs/http/http-message.ts'
import { HttpReader } from '../../../codecs/http/http-reader.ts'
import { readJson, type LocatedJson } from '../../../codecs/json/located-json.ts'
import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { LinkReader } from '../shared/link-reader.ts'

type Signal = AbortSignal | undefined

export interface HttpAnswer {
  readonly status: number
  readonly reason: string
  /** Absent where there is no body, or where an error has one that is no JSON. */
  readonly json: LocatedJson | undefined
}

/** What became of one request. `not-sent`: the server has certainly not heard it. `lost`: it may have. */
export type Exchanged =
  | { readonly state: 'answered'; readonly answer: HttpAnswer }
  | { readonly state: 'not-sent' | 'lost'; readonly failure: DeviceFailure }

export interface Parcel {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** Milliseconds that the server may think. */
  readonly patience: number
  /** May be asked although an answer is still owed to an earlier request. */
  readonly repeatable: boolean
  /** False for what can only be the answer to an earlier request. */
  readonly belongs: (answer: HttpAnswer) => boolean
  readonly signal: Signal
}

const limits = { head: 16 * 1024, body: 1024 * 1024 }
/** Milliseconds that an answer may stand still once it has begun to come. */
const standstill = 10_000
/** Milliseconds of silence after which nothing more is expected to come of its own accord. */
const quiet = 3_000
/** Milliseconds that an announced end of the connection may take. */
const longestEnd = 2_000

/** The server has closed the connection: what it owed will not come. */
class ConnectionClosed extends Error {}

/**
 * One request and one answer at a time over a connection that is kept alive, and opened anew if the server has closed it. Answers of HTTP/1.1 carry no number, only their order
 * tells whose they are; so an answer that did not come in time is waited for before the next request, and nothing that moves
 * something is sent while one is owed.
 */
export class HttpLine {
  readonly #link: LinkReader
  readonly #clock: Clock
  readonly #headers: readonly HttpHeader[]
  #http = new HttpReader('RESPONSE', limits)
  #owed = 0
  #answeredSince = true
  /** Aborts when the connection is closed, under an answer or between two. */
  #closed = new AbortController()
  /** The server has said that it closes this connection now. */
  #closing = false
  readonly #reopens: boolean

  constructor(link: ByteLink, clock: Clock, authorization: string | undefined) {
    this.#link = new LinkReader(link, clock)
    this.#reopens = link.subscribeToBreaks?.(() => this.#closed.abort()) !== undefined
    this.#clock = clock
    this.#headers = [['Host', 'localhost'], ...(authorization ? [['Authorization', authorization] as const] : [])]
  }

  /** Stops listening: somebody else talks over the link from now on. */
  release(): void {
    this.#link.release()
  }

  /** Never throws but for defects. */
  async exchange(parcel: Parcel): Promise<Exchanged> {
    const { patience, repeatable, belongs, signal } = parcel
    try {
      await this.#tidy(signal)
    } catch (error) {
      return { state: 'not-sent', failure: failureOf(error) }
    }
    if (this.#owed > 0 && !repeatable) return { state: 'not-sent', failure: new DeviceFailure('device.busy') }
    try {
      this.#owed++
      await this.#link.write(this.#encode(parcel))
      const deadline = this.#clock.now() + patience
      for (;;) {
        const answer = await this.#receive(deadline, signal)
        if (!answer) return { state: 'lost', failure: await this.#silence(patience, signal) }
        if (belongs(answer)) {
          this.#answeredSince = true
          return { state: 'answered', answer }
        }
        if (this.#owed > 0) continue
        this.#owed++
        this.#answeredSince = false
        return { state: 'lost', failure: unrelated(answer) }
      }
    } catch (error) {
      this.#answeredSince = false
      return { state: 'lost', failure: failureOf(error) }
    }
  }

  #encode({ method, path, body }: Parcel): Uint8Array {
    if (!body) return encodeRequest({ method, path }, this.#headers)
    const headers: readonly HttpHeader[] = [...this.#headers, ['Content-Type', 'application/json']]
    return encodeRequest({ method, path }, headers, new TextEncoder().encode(JSON.stringify(body)))
  }

  /** An answer that stands still in its middle will not go on: its length was wrong, or what it counts was lost. */
  async #silence(milliseconds: number, signal: Signal): Promise<DeviceFailure> {
    this.#answeredSince = false
    const bytes = this.#http.pending
    if (bytes === 0) return new DeviceFailure('link.timeout', { milliseconds })
    await this.#forget(signal)
    return new DeviceFailure('link.garbled', { bytes })
  }

  /**
   * Takes what the server still owes. Once it has answered something later and is silent, what it owes will not come any more: it
   * works off its requests in turn. Throws `link.lost` where nothing can be sent any more.
   */
  async #tidy(signal: Signal): Promise<void> {
    if (this.#closing) await this.#waitForEnd(signal)
    if (this.#closed.signal.aborted) this.#beginConnection()
    if (this.#owed === 0) {
      // Nothing is owed, so what has come by now answers nothing.
      this.#link.purge()
      this.#http = new HttpReader('RESPONSE', limits)
      await this.#link.next(this.#clock.now(), signal)
    }
    while (this.#owed > 0) {
      try {
        if (!(await this.#receive(this.#clock.now() + quiet, signal))) break
      } catch (error) {
        if (!(error instanceof DeviceFailure) || error.code !== 'link.garbled') throw error
      }
    }
    if (this.#owed > 0 && this.#answeredSince) this.#owed = 0
  }

  /** The next answer, or `undefined` if none is whole by then. Throws `link.garbled`, `link.lost`, `operation.cancelled`. */
  async #receive(deadline: number, signal: Signal): Promise<HttpAnswer | undefined> {
    try {
      for (;;) {
        const message = await this.#message(deadline, signal)
        if (!message) return undefined
        // «100 Continue» comes ahead of the answer.
        if (message.line.status < 200) continue
        this.#closing = this.#reopens && !message.keepAlive
        const answer = { ...message.line, json: readBody(message) }
        this.#owed = Math.max(0, this.#owed - 1)
        return answer
      }
    } catch (error) {
      if (error instanceof ConnectionClosed) {
        this.#beginConnection()
        throw new DeviceFailure('link.garbled', { reason: 'connection closed without an answer' })
      }
      if (!(error instanceof CodecError)) throw error
      await this.#forget(signal)
      throw new DeviceFailure('link.garbled', { reason: error.message })
    }
  }

  async #message(deadline: number, signal: Signal): Promise<HttpMessage<StatusLine> | undefined> {
    const closed = this.#closed.signal
    const either = signal ? AbortSignal.any([signal, closed]) : closed
    let patience = deadline
    for (;;) {
      const byte = await this.#byte(patience, signal, either)
      if (byte === undefined) return undefined
      if (byte === 'end') return this.#http.end()
      const [message] = this.#http.push(Uint8Array.of(byte))
      if (message) return message
      patience = Math.max(deadline, this.#clock.now() + standstill)
    }
  }

  /** The end of the connection is also the end of an answer that has no length. Throws ConnectionClosed behind the last byte. */
  async #byte(deadline: number, signal: Signal, either: AbortSignal): Promise<number | 'end' | undefined> {
    try {
      return await this.#link.next(deadline, either)
    } catch (error) {
      if (!(error instanceof DeviceFailure) || signal?.aborted) throw error
      if (error.code === 'link.lost' && this.#http.lastsUntilEnd) return 'end'
      if (error.code !== 'operation.cancelled') throw error
      // What came ahead of the end still counts.
      const left = await this.#link.next(this.#clock.now(), signal)
      if (left !== undefined) return left
      if (this.#http.lastsUntilEnd) return 'end'
      throw new ConnectionClosed()
    }
  }

  /** What was written into a connection that is about to end would be lost. */
  async #waitForEnd(signal: Signal): Promise<void> {
    const closed = this.#closed.signal
    const either = signal ? AbortSignal.any([signal, closed]) : closed
    const deadline = this.#clock.now() + longestEnd
    try {
      while ((await this.#link.next(deadline, either)) !== undefined);
    } catch (error) {
      if (!closed.aborted) throw error
    }
  }

  /** The next request goes over a new connection, on which nothing is owed. */
  #beginConnection(): void {
    this.#closed = new AbortController()
    this.#closing = false
    this.#http = new HttpReader('RESPONSE', limits)
    this.#owed = 0
    this.#link.purge()
  }

  /** Bytes that are no answer: where the next one begins only silence can tell, and with it go the answers on their way. */
  async #forget(signal: Signal): Promise<void> {
    this.#http = new HttpReader('RESPONSE', limits)
    await this.#link.settle(quiet, this.#clock.now() + 10 * quiet, signal)
    this.#owed = 0
  }
}

const errors = 400

/** Throws CodecError for an answer that should be JSON and is none. */
function readBody({ line, body }: HttpMessage<StatusLine>): LocatedJson | undefined {
  if (body.length === 0) return undefined
  const marked = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
  try {
    return readJson(body, marked ? 3 : 0)
  } catch (error) {
    // Pages of errors are written for people.
    if (error instanceof CodecError && line.status >= errors) return undefined
    throw error
  }
}

const unrelated = ({ status, json }: HttpAnswer): DeviceFailure =>
  new DeviceFailure('device.wrong-answer', {
    reason: [status, ...(json?.members?.keys() ?? [])].join(' '),
  })

function failureOf(error: unknown): DeviceFailure {
  if (error instanceof DeviceFailure) return error
  throw error
}
