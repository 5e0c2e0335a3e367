import { randomUUID } from 'node:crypto'
import type { Clock } from '../../../../native/foundation/clock.ts'
import { importLimits, type ImportResult, type ImportState } from '../../../contract/fiscal-log.ts'
import { Feed } from '../../feed/feed.ts'
import { HostFailure } from '../../host-failure.ts'
import type { Store } from '../../store/store.ts'
import { importFile } from './import-file.ts'

export interface ImportServiceOptions {
  readonly clock: Clock
  readonly store: Store
  readonly onBench: () => boolean
  readonly changed: () => void
}

interface Upload {
  readonly id: string
  readonly fileName: string
  readonly bytes: Uint8Array
  received: number
}

/** Takes a file in pieces, then imports it. One at a time, so that memory stays bounded by one file. */
export class ImportService {
  readonly feed: Feed<ImportState>
  readonly #options: ImportServiceOptions
  #state: ImportState = { state: 'idle', done: 0, total: 0 }
  #upload: Upload | undefined
  #abort: AbortController | undefined
  #job: Promise<unknown> = Promise.resolve()

  constructor(options: ImportServiceOptions) {
    this.#options = options
    this.feed = new Feed(options.clock, 200, () => this.#state)
  }

  get state(): ImportState {
    return this.#state
  }

  /** Throws `log.file-too-large`, `log.file-unknown` for an empty file, `host.conflict` while another is being imported. */
  begin(fileName: string, size: number): { importId: string } {
    if (size > importLimits.fileBytes)
      throw new HostFailure('log.file-too-large', { most: importLimits.fileBytes / (1024 * 1024) })
    if (size === 0) throw new HostFailure('log.file-unknown')
    if (this.#abort) throw new HostFailure('host.conflict', { what: 'import' })
    this.#upload = { id: randomUUID(), fileName, bytes: new Uint8Array(size), received: 0 }
    this.#show({ state: 'receiving', done: 0, total: size })
    return { importId: this.#upload.id }
  }

  /** Throws `host.not-found` for an upload that another has taken the place of, `host.bad-request` for a piece out of order. */
  add(importId: string, offset: number, base64: string): { received: number } {
    const upload = this.#uploadOf(importId)
    const piece = Buffer.from(base64, 'base64')
    if (offset !== upload.received || piece.length === 0 || offset + piece.length > upload.bytes.length)
      throw new HostFailure('host.bad-request', { field: 'offset', problem: `${upload.received} expected` })
    upload.bytes.set(piece, offset)
    upload.received += piece.length
    this.#show({ state: 'receiving', done: upload.received, total: upload.bytes.length })
    return { received: upload.received }
  }

  /** Imports the file that was sent. What was kept before an interruption stays. */
  async finish(importId: string, signal?: AbortSignal): Promise<ImportResult> {
    const upload = this.#uploadOf(importId)
    if (upload.received !== upload.bytes.length)
      throw new HostFailure('host.bad-request', {
        field: 'size',
        problem: `${upload.received} of ${upload.bytes.length}`,
      })
    const { clock, store, onBench, changed } = this.#options
    const abort = new AbortController()
    this.#upload = undefined
    this.#abort = abort
    this.#show({ state: 'importing', done: 0, total: 0 })
    const job = importFile(upload.fileName, upload.bytes, {
      store,
      bench: onBench(),
      now: clock.civil().toISOString(),
      signal: signal ? AbortSignal.any([signal, abort.signal]) : abort.signal,
      progressed: (done, total) => this.#show({ state: 'importing', done, total }),
      kept: changed,
    })
    this.#job = job.catch(() => {})
    try {
      return await job
    } finally {
      this.#abort = undefined
      this.#show({ state: 'idle', done: 0, total: 0 })
    }
  }

  async cancel(): Promise<ImportState> {
    this.#upload = undefined
    this.#abort?.abort()
    await this.#job
    this.#show({ state: 'idle', done: 0, total: 0 })
    return this.#state
  }

  async close(): Promise<void> {
    await this.cancel()
    this.feed.end()
  }

  #uploadOf(importId: string): Upload {
    if (this.#upload?.id !== importId) throw new HostFailure('host.not-found', { what: 'import' })
    return this.#upload
  }

  #show(state: ImportState): void {
    this.#state = state
    this.feed.changed()
  }
}
