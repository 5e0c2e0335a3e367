import type { Clock } from '../../../foundation/clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { FirstAnsweringLink } from '../shared/first-answering-link.ts'
import { LinkReader } from '../shared/link-reader.ts'
import { carefulTiming, type LinkLayer, type Parcel } from './delivery.ts'
import { StandardLink } from './link-v1/exchange.ts'
import { NumberedLink } from './link-v2/exchange.ts'

export type LinkChoice = LinkLayer['name'] | 'auto'

/**
 * The link layer that the settings name, or the first that the machine answers on. A machine decides by the first byte
 * after power-on and then stays deaf to the other layer; the standard one is tried first because every model has it.
 */
export class AutomaticLink extends FirstAnsweringLink<Parcel, LinkLayer> implements LinkLayer {
  constructor(link: ByteLink, clock: Clock, choice: LinkChoice, timing = carefulTiming) {
    const reader = new LinkReader(link, clock)
    super(reader, [new StandardLink(reader, timing), new NumberedLink(reader, timing)], choice)
  }
}
