import { sleep } from '../../../../foundation/clock.ts'
import { DeviceFailure } from '../../../../foundation/device-failure.ts'
import type { LinkReader } from '../../shared/link-reader.ts'
import type { Delivery, LinkLayer, LinkTiming, Parcel } from '../delivery.ts'
import { ACK, decodeFrame, encodeFrame, ENQ, EOT, createFrameCutter, NAK } from './frame.ts'

/** Milliseconds: T6 between two bytes, T7 after two ENQ met, T8 until EOT. */
const betweenBytes = 500
const afterConflict = 500
const untilEnd = 1_000
/** Milliseconds of silence after which nothing older can be on the way. */
const quiet = 600
const frameCopies = 10

const isFinal = ({ code }: DeviceFailure): boolean => code === 'link.lost' || code === 'operation.cancelled'

/**
 * Transport v2: two half-sessions, one for the command and one for the answer, each begun with ENQ and ended with EOT. The
 * machine does not know a repeated command from a new one, so what must not happen twice is sent in one half-session only:
 * inside of it copies of the frame are copies of one command.
 */
export class EnquiryLink implements LinkLayer {
  readonly name = 'v2'
  /** An answer does not say what it answers: a late one proves nothing. */
  readonly latecomer = undefined
  readonly #reader: LinkReader
  readonly #timing: LinkTiming
  /** The last exchange broke off, so that bytes of it may still come. */
  #broken = false

  constructor(reader: LinkReader, timing: LinkTiming) {
    this.#reader = reader
    this.#timing = timing
  }

  async exchange(parcel: Parcel): Promise<Delivery> {
    const attempts = parcel.care === 'repeat' ? this.#timing.attempts : 1
    let last: Delivery = { state: 'not-sent', failure: new DeviceFailure('link.timeout') }
    for (let attempt = 0; attempt < attempts; attempt++) {
      last = await this.#tryOnce(parcel)
      this.#broken = last.state !== 'answered'
      if (last.state !== 'lost' || isFinal(last.failure)) break
    }
    return last
  }

  async finish(): Promise<void> {}

  async #tryOnce(parcel: Parcel): Promise<Delivery> {
    let sent = false
    try {
      await this.#enquire(parcel.signal)
      sent = true
      const taken = await this.#sendFrame(parcel)
      if (taken === 'refused') return { state: 'not-sent', failure: new DeviceFailure('link.garbled') }
      return { state: 'answered', payload: await this.#receive(this.#now() + parcel.patience, taken, parcel.signal) }
    } catch (error) {
      if (!(error instanceof DeviceFailure)) throw error
      return { state: sent ? 'lost' : 'not-sent', failure: error }
    }
  }

  /** ENQ until the machine is ready for a command. Throws `device.busy`, `link.garbled` or `link.timeout`. */
  async #enquire(signal: AbortSignal | undefined): Promise<void> {
    if (this.#broken) await this.#reader.settle(quiet, this.#now() + 5 * quiet, signal)
    this.#reader.purge()
    let heard: number | undefined
    for (let attempt = 0; attempt < this.#timing.enquiries; attempt++) {
      await this.#reader.write(Uint8Array.of(ENQ))
      const byte = await this.#nextControl([ACK, NAK, ENQ], signal)
      if (byte === ACK) {
        if (attempt > 0) await this.#reader.settle(quiet, this.#now() + 5 * quiet, signal)
        return
      }
      if (byte === NAK) await sleep(this.#reader.clock, this.#timing.reaction, signal)
      else if (byte === ENQ && heard === ENQ) await this.#hearOut(signal)
      else if (byte === ENQ) await sleep(this.#reader.clock, afterConflict, signal)
      if (byte !== undefined) heard = byte
      this.#reader.purge()
    }
    if (heard === NAK) throw new DeviceFailure('device.busy')
    throw new DeviceFailure(heard === undefined ? 'link.timeout' : 'link.garbled')
  }

  /** The machine insists on an answer that nobody waits for any more. */
  async #hearOut(signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.#receive(this.#now() + 2 * this.#timing.reaction, 'enquired', signal)
    } catch (error) {
      if (!(error instanceof DeviceFailure) || error.code !== 'link.timeout') throw error
    }
  }

  /** `enquired`: the machine began its answer, so it has the command although its ACK was lost. */
  async #sendFrame({ payload, care, signal }: Parcel): Promise<'taken' | 'enquired' | 'refused'> {
    const bytes = encodeFrame(payload)
    const copies = care === 'repeat' ? frameCopies : Math.min(frameCopies, this.#timing.attempts)
    let refusals = 0
    for (let copy = 0; copy < copies; copy++) {
      await this.#reader.write(bytes)
      const byte = await this.#nextControl([ACK, NAK, ...(copy > 0 ? [ENQ] : [])], signal)
      if (byte === ENQ) return 'enquired'
      if (byte === NAK) refusals++
      if (byte !== ACK) continue
      await this.#reader.write(Uint8Array.of(EOT))
      return 'taken'
    }
    if (refusals === copies) return 'refused'
    throw new DeviceFailure('link.timeout')
  }

  async #nextControl(wanted: readonly number[], signal: AbortSignal | undefined): Promise<number | undefined> {
    const deadline = this.#now() + this.#timing.reaction
    for (;;) {
      const byte = await this.#reader.next(deadline, signal)
      if (byte === undefined || wanted.includes(byte)) return byte
    }
  }

  /**
   * The machine's half-session: its ENQ, its frame, its EOT. What comes damaged is asked for again with NAK. Throws
   * `link.timeout` if no whole frame comes until `deadline`.
   */
  async #receive(deadline: number, begun: 'taken' | 'enquired', signal: AbortSignal | undefined): Promise<Uint8Array> {
    const cutter = createFrameCutter()
    let payload: Uint8Array | undefined
    let limit = deadline
    if (begun === 'enquired') await this.#reader.write(Uint8Array.of(ACK))
    for (;;) {
      const patience = cutter.pending ? Math.min(limit, this.#now() + betweenBytes) : limit
      const byte = await this.#reader.next(patience, signal)
      if (byte === undefined) {
        if (payload) return payload
        if (this.#now() >= limit) throw new DeviceFailure('link.timeout')
        cutter.flush()
        await this.#reader.write(Uint8Array.of(NAK))
        continue
      }
      for (const piece of cutter.push(Uint8Array.of(byte))) {
        const control = piece.kind === 'frame' && piece.bytes.length === 1 ? piece.bytes[0] : undefined
        if (control === EOT && payload) return payload
        if (control === ENQ) await this.#reader.write(Uint8Array.of(ACK))
        if (control !== undefined) continue
        if (piece.kind === 'frame') {
          payload = decodeFrame(piece.bytes).data
          limit = this.#now() + untilEnd
          await this.#reader.write(Uint8Array.of(ACK))
        } else if (piece.bytes.length > 1 && !payload) await this.#reader.write(Uint8Array.of(NAK))
      }
    }
  }

  #now(): number {
    return this.#reader.clock.now()
  }
}
