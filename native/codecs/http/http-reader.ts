import { HTTPParser } from 'http-parser-js'
import { CodecError } from '../codec-error.ts'
import { concatenate } from '../concatenate.ts'
import { latinTextOf } from '../text-bytes.ts'
import type { HttpHeader, HttpMessage, RequestLine, StatusLine } from './http-message.ts'

export interface HttpLimits {
  /** Bytes of start line and headers; of a chunked body also its chunk heads and trailers. */
  readonly head: number
  readonly body: number
}

const defaultLimits: HttpLimits = { head: 16 * 1024, body: 4 * 1024 * 1024 }

type Parser = InstanceType<typeof HTTPParser>
type LineOf = { readonly REQUEST: RequestLine; readonly RESPONSE: StatusLine }
type Kind = keyof LineOf

/** What the parser does with a chunk of bytes beyond reading single ones; its `ascii` would fold foreign bytes into letters. */
class LatinBytes extends Uint8Array {
  override toString(_encoding?: string, start = 0, end = this.length): string {
    return latinTextOf(this.subarray(start, end))
  }
}

/** Parts of the parser that its types keep to themselves. */
interface Innards {
  offset: number
  readonly state: string
  consumeLine(): string | undefined
}

/**
 * Reads one direction of an HTTP/1.x connection: bytes in any pieces, whole messages out. Everything that is no HTTP throws
 * CodecError, with the place counted from the first byte of the message; after that the reader stays broken, because nobody knows
 * where the next message begins.
 *
 * The package's parser is guarded in what it lets pass: it has no limit for bodies, chunk heads and trailers, skips header lines
 * that are none, and follows a length that is negative or no number back into bytes that it has read already.
 */
export class HttpReader<K extends Kind> {
  readonly #limits: HttpLimits
  readonly #kind: K
  readonly #parser: Parser
  readonly #innards: Innards
  #broken: CodecError | undefined
  #messages: HttpMessage<LineOf[K]>[] = []
  /** Bytes before the chunk that is being read, and before the message that is being read. */
  #before = 0
  #start = 0
  #head: Omit<HttpMessage<LineOf[K]>, 'body' | 'length'> | undefined
  #body: Uint8Array[] = []
  #bodyLength = 0

  constructor(kind: K, limits = defaultLimits) {
    this.#kind = kind
    this.#limits = limits
    const parser = new HTTPParser(kind)
    const innards = parser as unknown as Innards
    const consumeLine = innards.consumeLine.bind(innards)
    innards.consumeLine = () => {
      const line = consumeLine()
      this.#guard(line)
      return line
    }
    parser[HTTPParser.kOnHeadersComplete] = (info) => this.#beginBody(info)
    parser[HTTPParser.kOnBody] = (chunk, offset, length) => this.#keep(chunk.subarray(offset, offset + length))
    parser[HTTPParser.kOnMessageComplete] = () => this.#complete()
    this.#parser = parser
    this.#innards = innards
  }

  /** Bytes of a message that has begun and is not whole. */
  get pending(): number {
    return this.#before - this.#start
  }

  /** The message goes on until the connection ends: it has neither a length nor chunks. */
  get lastsUntilEnd(): boolean {
    return this.#innards.state === 'BODY_RAW'
  }

  /** Why nothing can be read any more. */
  get broken(): CodecError | undefined {
    return this.#broken
  }

  /** Messages that these bytes make whole. Where some are followed by what is none, the next call throws. */
  push(bytes: Uint8Array): HttpMessage<LineOf[K]>[] {
    if (this.#broken) throw this.#broken
    this.#messages = []
    const done = this.#attempt(() => this.#parser.execute(new LatinBytes(bytes) as never))
    if (done === bytes.length) this.#before += bytes.length
    else this.#break(done instanceof Error ? done : new Error('bytes of another protocol'))
    if (this.#broken && this.#messages.length === 0) throw this.#broken
    return this.#messages
  }

  /** The connection is over. Gives the message that lasted until now; throws `decode.truncated` for one that is not whole. */
  end(): HttpMessage<LineOf[K]> | undefined {
    if (this.#broken) throw this.#broken
    if (this.pending === 0) return undefined
    this.#innards.offset = 0
    if (!this.lastsUntilEnd) throw this.#break(this.#error('decode.truncated', 'the message is not whole'))
    this.#messages = []
    this.#complete()
    return this.#messages[0]
  }

  #attempt(work: () => number | Error): number | Error {
    try {
      return work()
    } catch (error) {
      return error as Error
    }
  }

  #break(error: Error): CodecError {
    this.#broken = error instanceof CodecError ? error : this.#error('decode.value', error.message)
    return this.#broken
  }

  #error(code: CodecError['code'], detail: string): CodecError {
    return new CodecError(code, Math.max(0, this.#position - this.#start), detail)
  }

  /** Where the parser stands, counted from the first byte of the connection. */
  get #position(): number {
    return this.#before + this.#innards.offset
  }

  /** Looks at what the parser is about to take for a line of the head, a chunk's head or a trailer. */
  #guard(line: string | undefined): void {
    const framing = this.#position - this.#start - this.#bodyLength
    if (framing > this.#limits.head)
      throw this.#error('decode.length', `a head of more than ${this.#limits.head} bytes`)
    if (!line) return
    if (/[^\t\x20-\x7e\x80-\xff]/u.test(line)) throw this.#error('decode.value', 'a control character in the head')
    const { state } = this.#innards
    if (state === 'BODY_CHUNKHEAD' && !/^[\da-f]{1,8}[\t ]*(?:;.*)?$/iu.test(line))
      throw this.#error('decode.value', 'no length of a chunk')
    if ((state === 'HEADER' || state === 'BODY_CHUNKTRAILERS') && !/^[!#$%&'*+\-.^_`|~\w]+:/u.test(line))
      throw this.#error('decode.value', 'no header')
  }

  #beginBody(info: {
    readonly headers: readonly string[]
    readonly method: number
    readonly url: string
    readonly statusCode: number
    readonly statusMessage: string
    readonly upgrade: boolean
    readonly shouldKeepAlive: boolean
  }): void {
    const headers = info.headers.flatMap((name, index): HttpHeader[] =>
      index % 2 === 0 ? [[name.toLowerCase(), info.headers[index + 1] ?? '']] : [],
    )
    const values = (name: string) => headers.filter(([other]) => other === name).map(([, value]) => value)
    const codings = values('transfer-encoding')
    const lengths = values('content-length')
    if (info.upgrade) throw this.#error('decode.unknown', 'another protocol was asked for')
    if (codings.length > 1 || codings.some((coding) => coding.toLowerCase() !== 'chunked'))
      throw this.#error('decode.unknown', 'transfer-encoding')
    if (codings.length > 0 && lengths.length > 0) throw this.#error('decode.value', 'a length and chunks at once')
    for (const length of lengths) {
      if (!/^\d{1,15}$/u.test(length)) throw this.#error('decode.value', 'content-length')
      this.#assertBodyFits(Number(length))
    }
    const line: RequestLine | StatusLine =
      this.#kind === 'REQUEST'
        ? { method: HTTPParser.methods[info.method] ?? '', path: info.url }
        : { status: info.statusCode, reason: info.statusMessage }
    this.#head = {
      line: line as LineOf[K],
      headers,
      keepAlive: info.shouldKeepAlive,
      headLength: this.#position - this.#start,
      contiguous: codings.length === 0,
    }
  }

  #assertBodyFits(length: number): void {
    if (length > this.#limits.body) throw this.#error('decode.length', `a body of more than ${this.#limits.body} bytes`)
  }

  #keep(part: Uint8Array): void {
    this.#bodyLength += part.length
    this.#assertBodyFits(this.#bodyLength)
    this.#body.push(Uint8Array.from(part))
  }

  #complete(): void {
    if (!this.#head) return
    const end = this.#position
    this.#messages.push({ ...this.#head, body: concatenate(this.#body), length: end - this.#start })
    this.#start = end
    this.#head = undefined
    this.#body = []
    this.#bodyLength = 0
  }
}
