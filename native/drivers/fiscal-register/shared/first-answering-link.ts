import type { Delivery } from './delivery.ts'
import type { LinkReader } from './link-reader.ts'

/** What a link layer has to offer to be chosen from. */
interface Candidate<Parcel> {
  readonly name: string
  readonly latecomer: Uint8Array | undefined
  exchange(parcel: Parcel): Promise<Delivery>
}

/**
 * The first of several link layers that the machine answers on. Another one is tried only where nobody answered at all,
 * so that nothing was sent; once one has answered, or may have been heard, it stays.
 */
export class FirstAnsweringLink<Parcel, Layer extends Candidate<Parcel>> {
  readonly #candidates: Layer[]
  readonly #reader: LinkReader
  #settled: boolean

  /** `choice`: the name of the only layer to speak, or `auto` for one after the other. */
  constructor(reader: LinkReader, layers: readonly Layer[], choice: Layer['name'] | 'auto') {
    this.#reader = reader
    this.#candidates = layers.filter(({ name }) => choice === 'auto' || name === choice)
    this.#settled = this.#candidates.length === 1
  }

  get name(): Layer['name'] {
    return this.current.name
  }

  /** Stops listening: somebody else talks over the link from now on. */
  release(): void {
    this.#reader.release()
  }

  get latecomer(): Uint8Array | undefined {
    return this.current.latecomer
  }

  async exchange(parcel: Parcel): Promise<Delivery> {
    const first = await this.current.exchange(parcel)
    if (this.#settled || !isSilence(first)) {
      if (first.state === 'answered') this.#settled = true
      return first
    }
    this.#candidates.reverse()
    const second = await this.current.exchange(parcel)
    if (second.state === 'answered' || second.state === 'lost') this.#settled = true
    else this.#candidates.reverse()
    return second.state === 'not-sent' && isSilence(second) ? first : second
  }

  protected get current(): Layer {
    return this.#candidates[0] as Layer
  }
}

/** Nobody answered at all, so nothing was executed and another layer may be tried. */
const isSilence = (delivery: Delivery): boolean =>
  delivery.state === 'not-sent' &&
  (delivery.failure.code === 'link.timeout' || delivery.failure.code === 'link.garbled')
