import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure, isFailure } from '../../../foundation/device-failure.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { LineConversation } from '../../line-conversation.ts'
import { ack, dc1, enq, findWeightFrame, nak, type WeightFrame } from './frame.ts'

const attempts = 3
/** A scale that stays unsteady keeps the host waiting no longer than this. */
const answerTime = 300
/** No answer is longer; what comes beyond is noise. */
const longest = 256

/** Requests and answers of the CAS exchange over a link. */
export class Exchange {
  readonly #conversation: LineConversation

  constructor(link: ByteLink, clock: Clock) {
    this.#conversation = new LineConversation(link, clock)
  }

  /** Asks for the weight; it changes nothing, so a lost answer is asked for again. Throws `link.timeout`, `link.garbled`, `link.lost`. */
  async readWeight(signal: AbortSignal | undefined, tries = attempts, timeout = answerTime): Promise<WeightFrame> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#readOnce(signal, timeout)
      } catch (error) {
        if (attempt >= tries || !isFailure(error, 'link.timeout', 'link.garbled')) throw error
      }
    }
  }

  async #readOnce(signal: AbortSignal | undefined, timeout: number): Promise<WeightFrame> {
    const ready = await this.#conversation.ask({
      bytes: Uint8Array.of(enq),
      timeout,
      signal,
      listen: (piece) => piece.findLast((byte) => byte === ack || byte === nak),
    })
    if (ready === nak) throw new DeviceFailure('link.garbled', { answer: 'NAK' })
    const heard: number[] = []
    return this.#conversation.ask({
      bytes: Uint8Array.of(dc1),
      timeout,
      signal,
      listen(piece) {
        if (heard.length < longest) heard.push(...piece)
        const frame = findWeightFrame(Uint8Array.from(heard))
        if (frame && !frame.checksumRight) throw new DeviceFailure('link.garbled', { checksum: false })
        return frame
      },
    })
  }

  /** Sends a line of Mertech's additions and answers the line that comes back; `undefined` if none does. */
  async askText(text: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    let heard = ''
    try {
      return await this.#conversation.ask({
        bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)),
        timeout: answerTime,
        signal,
        listen(piece) {
          heard = (heard + String.fromCharCode(...piece.subarray(0, longest))).slice(-longest)
          return /^([^\r\n]+)\r\n/u.exec(heard)?.[1]
        },
      })
    } catch (error) {
      if (isFailure(error, 'link.timeout', 'link.garbled')) return undefined
      throw error
    }
  }
}
