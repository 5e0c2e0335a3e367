import { CodecError } from '../../../../codecs/codec-error.ts'
import type { Clock } from '../../../../foundation/clock.ts'
import { DeviceFailure } from '../../../../foundation/device-failure.ts'
import type { LinkReader } from '../../shared/link-reader.ts'
import type { LinkTiming } from '../delivery.ts'
import { ASYNCHRONOUS_ID, decodePacket, encodePacket, LAST_ID, createPacketCutter } from './packet.ts'
import { decodeBufferAnswer, encodeBufferCommand, type BufferAnswer, type BufferCommand } from './task.ts'

/** No byte of the first packet begins or confirms anything in the protocol of other registers. */
const firstPacket = 0x30
/** So many results that nobody asked for yet are remembered; the machine's own buffer holds no more. */
const resultsKept = 16

/** Packets of transport v3, one question at a time: an answer carries the id of its question. */
export class PacketLine {
  readonly clock: Clock
  /** Results that the machine sent by itself, by task. */
  readonly results = new Map<number, Uint8Array>()
  readonly #reader: LinkReader
  readonly #timing: LinkTiming
  #next = firstPacket
  #cutter = createPacketCutter()
  #packets: Uint8Array[] = []

  constructor(reader: LinkReader, timing: LinkTiming) {
    this.clock = reader.clock
    this.#reader = reader
    this.#timing = timing
  }

  /** Asks something harmless until it is answered. Throws `link.timeout`. */
  async insist(command: BufferCommand, signal: AbortSignal | undefined): Promise<BufferAnswer> {
    for (let attempt = 0; attempt < this.#timing.attempts; attempt++) {
      const answer = await this.request(command, signal)
      if (answer) return answer
    }
    throw new DeviceFailure('link.timeout')
  }

  /**
   * One packet and its answer. A machine that got the packet damaged says so with an empty one; the same packet then goes out
   * again, for it was not taken. `undefined`: silence. Throws `link.lost` or `operation.cancelled`.
   */
  async request(command: BufferCommand, signal: AbortSignal | undefined): Promise<BufferAnswer | undefined> {
    const id = this.#nextId()
    const bytes = encodePacket({ id, data: encodeBufferCommand(command) })
    for (let copy = 0; copy < this.#timing.attempts; copy++) {
      await this.#reader.write(bytes)
      let answer: Uint8Array | undefined
      await this.listen(this.clock.now() + this.#timing.reaction, signal, (received, data) => {
        if (received === id) answer = data
        return received === id
      })
      if (answer === undefined) return undefined
      if (answer.length > 0) return tryAnswer(answer)
    }
    return undefined
  }

  /** Hears packets until `deadline` or one that is `enough`; keeps the results that the machine sends by itself. */
  async listen(
    deadline: number,
    signal: AbortSignal | undefined,
    enough: (id: number, data: Uint8Array) => boolean,
  ): Promise<void> {
    for (;;) {
      const bytes = this.#packets.shift()
      if (bytes) {
        const { id, data } = decodePacket(bytes)
        if (id === ASYNCHRONOUS_ID) this.#keep(data)
        if (enough(id, data)) return
        continue
      }
      const byte = await this.#reader.next(deadline, signal)
      if (byte === undefined) return
      for (const piece of this.#cutter.push(Uint8Array.of(byte))) {
        if (piece.kind === 'frame') this.#packets.push(piece.bytes)
      }
    }
  }

  #keep(data: Uint8Array): void {
    const answer = tryAnswer(data)
    if (answer?.tid === undefined) return
    this.results.set(answer.tid, answer.result)
    for (const tid of this.results.keys()) if (this.results.size > resultsKept) this.results.delete(tid)
  }

  #nextId(): number {
    const id = this.#next
    this.#next = id >= LAST_ID ? 0 : id + 1
    return id
  }
}

function tryAnswer(data: Uint8Array): BufferAnswer | undefined {
  try {
    return decodeBufferAnswer(data)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}
