import { CodecError } from '../codec-error.ts'
import { concatenate } from '../concatenate.ts'
import type { StreamCutter, StreamPiece } from '../wire-format.ts'
import { HttpReader } from './http-reader.ts'

/** Cuts one direction of a recorded connection into messages. Behind bytes that are none the next piece of the recording begins anew. */
export class HttpCutter implements StreamCutter {
  readonly #kind: 'REQUEST' | 'RESPONSE'
  #reader: HttpReader<'REQUEST' | 'RESPONSE'>
  #pending: Uint8Array[] = []

  constructor(kind: 'REQUEST' | 'RESPONSE') {
    this.#kind = kind
    this.#reader = new HttpReader(kind)
  }

  push(bytes: Uint8Array): StreamPiece[] {
    this.#pending.push(bytes.slice())
    try {
      const frames = this.#reader
        .push(bytes)
        .map(({ length }): StreamPiece => ({ kind: 'frame', bytes: this.#take(length) }))
      return this.#reader.broken ? [...frames, ...this.#discard(this.#reader.broken.detail)] : frames
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      return this.#discard(error.detail)
    }
  }

  flush(): StreamPiece[] {
    try {
      const last = this.#reader.end()
      if (last) return [{ kind: 'frame', bytes: this.#take(last.length) }]
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
    }
    return this.#discard('unfinished')
  }

  #take(length: number): Uint8Array {
    const all = concatenate(this.#pending)
    this.#pending = [all.slice(length)]
    return all.slice(0, length)
  }

  #discard(reason: string): StreamPiece[] {
    this.#reader = new HttpReader(this.#kind)
    const bytes = this.#take(Infinity)
    return bytes.length > 0 ? [{ kind: 'discarded', bytes, reason }] : []
  }
}
