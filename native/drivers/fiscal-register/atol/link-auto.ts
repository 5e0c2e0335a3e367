import type { Clock } from '../../../foundation/clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { FirstAnsweringLink } from '../shared/first-answering-link.ts'
import { LinkReader } from '../shared/link-reader.ts'
import { carefulTiming, type LinkLayer, type Parcel } from './delivery.ts'
import { EnquiryLink } from './link-v2/exchange.ts'
import { TaskLink } from './link-v3/exchange.ts'

export type LinkChoice = LinkLayer['name'] | 'auto'

/** The transport that the settings name, or the first that the machine answers on. Every model with a storage has v3. */
export class AutomaticLink extends FirstAnsweringLink<Parcel, LinkLayer> implements LinkLayer {
  constructor(link: ByteLink, clock: Clock, choice: LinkChoice, timing = carefulTiming) {
    const reader = new LinkReader(link, clock)
    super(reader, [new TaskLink(reader, timing), new EnquiryLink(reader, timing)], choice)
  }

  finish(signal: AbortSignal | undefined): Promise<void> {
    return this.current.finish(signal)
  }
}
