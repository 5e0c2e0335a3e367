import { DeviceFailure } from '../../../../foundation/device-failure.ts'
import { isAnswerTo, type Delivery, type LinkLayer, type LinkTiming, type Parcel } from '../delivery.ts'
import type { LinkReader } from '../../shared/link-reader.ts'
import { decodeFrame, encodeFrame, createFrameCutter, type NumberedFrame } from './frame.ts'

/** Milliseconds of silence after which nothing older can be on the way. */
const quiet = 1_500
const restartLimit = 3

/** FCh, device type: without a password and without an effect. */
const harmless = Uint8Array.of(0xfc)

/**
 * The «alternative» link layer. The machine executes a number once: the same bytes sent again only make it repeat its
 * stored answer, so a lost answer is fetched without a doubt for as long as the machine is not switched off.
 */
export class NumberedLink implements LinkLayer {
  readonly name = 'v2'
  latecomer: Uint8Array | undefined
  readonly #reader: LinkReader
  /** The same bytes go out again after `reaction`; the vendor's driver does it after 1.2 s. */
  readonly #timing: LinkTiming
  /** Number of the last command that the machine executed, as far as we know. */
  #last: number | undefined
  #lost: { readonly number: number; readonly payload: Uint8Array } | undefined
  #cutter = createFrameCutter()
  #waiting: Uint8Array[] = []

  constructor(reader: LinkReader, timing: LinkTiming) {
    this.#reader = reader
    this.#timing = timing
  }

  async exchange(parcel: Parcel): Promise<Delivery> {
    if (!parcel.repeatable) {
      this.#lost = undefined
      this.latecomer = undefined
    }
    let sent = false
    let failure = new DeviceFailure('device.wrong-answer', { reason: 'numbering' })
    try {
      for (let restart = 0; restart < restartLimit; restart++) {
        const number = await this.#nextNumber(parcel)
        sent = true
        const result = await this.#send(number, parcel)
        if (result instanceof Uint8Array) return { state: 'answered', payload: result }
        this.#last = undefined
        failure = result.failure
        if (!parcel.repeatable && !result.untouched) {
          this.#lost = { number, payload: parcel.payload }
          return { state: 'lost', failure }
        }
        if (result.untouched) sent = false
      }
    } catch (error) {
      if (!(error instanceof DeviceFailure)) throw error
      this.#last = undefined
      failure = error
    }
    return { state: sent ? 'lost' : 'not-sent', failure }
  }

  /**
   * The number that the machine will execute next. A command with an effect never gets number 1: after the machine was
   * switched off in the middle of an exchange it would take the second sending of 1 for a new command.
   */
  async #nextNumber(parcel: Parcel): Promise<number> {
    this.#startAfresh()
    this.#last ??= await this.#synchronise(parcel.signal)
    const number = (this.#last + 1) & 0xffff
    if (number !== 1 || parcel.repeatable) return number
    const filler: Parcel = { payload: harmless, patience: 5_000, repeatable: true, signal: parcel.signal }
    const result = await this.#send(number, filler)
    if (!(result instanceof Uint8Array)) throw result.failure
    return 2
  }

  /** Asks for the last number. Throws `link.timeout`. */
  async #synchronise(signal: AbortSignal | undefined): Promise<number> {
    const ping = encodeFrame({ number: undefined, payload: new Uint8Array() })
    for (let attempt = 1; attempt <= this.#timing.attempts; attempt++) {
      await this.#reader.write(ping)
      const frame = await this.#nextFrame(this.#now() + this.#timing.reaction, signal)
      if (frame?.number === undefined) continue
      if (attempt > 1) {
        await this.#reader.settle(quiet, this.#now() + 10_000, signal)
        this.#startAfresh()
      }
      if (this.#lost && this.#lost.number === frame.number && isAnswerTo(this.#lost.payload, frame.payload)) {
        this.latecomer = frame.payload
        this.#lost = undefined
      }
      return frame.number
    }
    throw new DeviceFailure('link.timeout')
  }

  /**
   * Sends the same bytes until the answer of this number comes or patience ends. `untouched`: the machine answered that it
   * stands at another number although it was asked only once, so it has not executed the command.
   */
  async #send(
    number: number,
    parcel: Parcel,
  ): Promise<Uint8Array | { readonly failure: DeviceFailure; readonly untouched: boolean }> {
    const bytes = encodeFrame({ number, payload: parcel.payload })
    const deadline = this.#now() + Math.max(parcel.patience, 3 * this.#timing.reaction)
    for (let transmissions = 1; this.#now() < deadline; transmissions++) {
      await this.#reader.write(bytes)
      const resendAt = Math.min(deadline, this.#now() + this.#timing.reaction)
      for (
        let frame = await this.#nextFrame(resendAt, parcel.signal);
        frame;
        frame = await this.#nextFrame(resendAt, parcel.signal)
      ) {
        if (frame.number === number && isAnswerTo(parcel.payload, frame.payload)) {
          this.#last = number
          return frame.payload
        }
        if (frame.number === this.#last) continue
        const untouched = frame.number !== number && transmissions === 1
        return { failure: new DeviceFailure('device.wrong-answer', { reason: 'numbering' }), untouched }
      }
    }
    return { failure: new DeviceFailure('link.timeout'), untouched: false }
  }

  async #nextFrame(deadline: number, signal: AbortSignal | undefined): Promise<NumberedFrame | undefined> {
    for (;;) {
      const whole = this.#waiting.shift()
      if (whole) return decodeFrame(whole)
      const byte = await this.#reader.next(deadline, signal)
      if (byte === undefined) return undefined
      for (const piece of this.#cutter.push(Uint8Array.of(byte))) {
        if (piece.kind === 'frame') this.#waiting.push(piece.bytes)
      }
    }
  }

  #startAfresh(): void {
    this.#reader.purge()
    this.#cutter = createFrameCutter()
    this.#waiting = []
  }

  #now(): number {
    return this.#reader.clock.now()
  }
}
