import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure, isFailure } from '../../../foundation/device-failure.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { LineConversation } from '../../line-conversation.ts'
import { commands, errors } from './commands.ts'
import { encodeFrame, FrameReader, type Frame } from './frame.ts'

/** A scale that answers at all does so within tens of milliseconds; the rest is the converter's buffering. */
export const answerTime = 400
/** How often a question without effect is asked before the scale is said to be silent. */
const attempts = 3

export interface Request {
  readonly command: number
  readonly data?: Uint8Array
  readonly signal?: AbortSignal | undefined
  readonly timeout?: number
}

export type Answer =
  | { readonly kind: 'answer'; readonly command: number; readonly data: Uint8Array }
  /** The scale's own refusal: code of `ERROR`, or 7 for the NACK of an unknown command. */
  | { readonly kind: 'error'; readonly code: number }

/** Requests and answers of «Протокол 100» over a link. */
export class Exchange {
  readonly #conversation: LineConversation

  constructor(link: ByteLink, clock: Clock) {
    this.#conversation = new LineConversation(link, clock)
  }

  /** Asks something that changes nothing, again if the answer was lost. Throws `link.timeout`, `link.garbled`, `link.lost`. */
  async read(request: Request, expected: readonly number[], tries = attempts): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.send(request, expected)
      } catch (error) {
        if (attempt >= tries || !isFailure(error, 'link.timeout', 'link.garbled')) throw error
      }
    }
  }

  /** Sends once. Frames with a wrong checksum and answers to earlier questions are passed over. */
  send({ command, data, signal, timeout = answerTime }: Request, expected: readonly number[]): Promise<Answer> {
    const reader = new FrameReader()
    return this.#conversation.ask<Answer>({
      bytes: encodeFrame(command, data),
      timeout,
      signal,
      listen(piece) {
        for (const part of reader.push(piece)) {
          const answer = part.kind === 'frame' && part.frame.checksumRight ? answerOf(part.frame, expected) : undefined
          if (answer) return answer
        }
        return undefined
      },
    })
  }
}

function answerOf({ command, data }: Frame, expected: readonly number[]): Answer | undefined {
  if (expected.includes(command)) return { kind: 'answer', command, data }
  if (command === commands.ERROR) return { kind: 'error', code: data[0] ?? 0 }
  return command === commands.NACK ? { kind: 'error', code: 0x07 } : undefined
}

/** The failure for a refusal that has no meaning of its own where it came. */
export function refusal(code: number): DeviceFailure {
  const data = { deviceCode: code, ...(errors[code] ? { deviceText: errors[code] } : {}) }
  if (code === 0x07) return new DeviceFailure('operation.not-supported', data)
  if (code === 0x17 || code === 0x19) return new DeviceFailure('scale.fault', data)
  if (code === 0x08) return new DeviceFailure('scale.overload', data)
  return new DeviceFailure('device.refused', data)
}
