import type { Clock } from '../../../foundation/clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { LinkReader } from '../shared/link-reader.ts'
import { carefulTiming, type Delivery, type LinkLayer, type Parcel } from './delivery.ts'
import { EnquiryLink } from './link-v2/exchange.ts'
import { TaskLink } from './link-v3/exchange.ts'

export type LinkChoice = 'auto' | 'v2' | 'v3'

/** The transport that the settings name, or the first that the machine answers on. Every model with a storage has v3. */
export class AutomaticLink implements LinkLayer {
  readonly #candidates: LinkLayer[]
  readonly #reader: LinkReader
  #settled: boolean

  constructor(link: ByteLink, clock: Clock, choice: LinkChoice, timing = carefulTiming) {
    const reader = new LinkReader(link, clock)
    this.#reader = reader
    const tasks = new TaskLink(reader, timing)
    const enquiries = new EnquiryLink(reader, timing)
    this.#candidates = choice === 'v3' ? [tasks] : choice === 'v2' ? [enquiries] : [tasks, enquiries]
    this.#settled = this.#candidates.length === 1
  }

  get name(): 'v2' | 'v3' {
    return this.#current.name
  }

  /** Stops listening: somebody else talks over the link from now on. */
  release(): void {
    this.#reader.release()
  }

  get latecomer(): Uint8Array | undefined {
    return this.#current.latecomer
  }

  async exchange(parcel: Parcel): Promise<Delivery> {
    const first = await this.#current.exchange(parcel)
    if (this.#settled || !isSilence(first)) {
      if (first.state === 'answered') this.#settled = true
      return first
    }
    this.#candidates.reverse()
    const second = await this.#current.exchange(parcel)
    if (second.state === 'answered' || second.state === 'lost') this.#settled = true
    else this.#candidates.reverse()
    return second.state === 'not-sent' && isSilence(second) ? first : second
  }

  finish(signal: AbortSignal | undefined): Promise<void> {
    return this.#current.finish(signal)
  }

  get #current(): LinkLayer {
    return this.#candidates[0] as LinkLayer
  }
}

/** Nobody answered at all, so nothing was executed and the other transport may be tried. */
const isSilence = (delivery: Delivery): boolean =>
  delivery.state === 'not-sent' &&
  (delivery.failure.code === 'link.timeout' || delivery.failure.code === 'link.garbled')
