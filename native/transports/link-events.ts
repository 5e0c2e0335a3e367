import { DeviceFailure } from '../foundation/device-failure.ts'
import type { LinkEnd } from './byte-link.ts'

/** The listening half of a link: spreads bytes to listeners and tells once why the link ended. */
export class LinkEvents {
  readonly ended: Promise<LinkEnd>
  #over = false
  #end!: (end: LinkEnd) => void
  readonly #listeners = new Set<(bytes: Uint8Array) => void>()

  constructor() {
    this.ended = new Promise((resolve) => (this.#end = resolve))
  }

  get isOver(): boolean {
    return this.#over
  }

  subscribe(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  deliver(bytes: Uint8Array): void {
    if (this.#over || bytes.length === 0) return
    for (const listener of [...this.#listeners]) listener(bytes)
  }

  finish(end: LinkEnd): void {
    if (this.#over) return
    this.#over = true
    this.#listeners.clear()
    this.#end(end)
  }

  /** Throws `link.lost` if the link is over. */
  assertOpen(path: string): void {
    if (this.#over) throw new DeviceFailure('link.lost', { path })
  }
}
