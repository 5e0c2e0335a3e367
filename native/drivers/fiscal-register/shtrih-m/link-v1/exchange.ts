import { DeviceFailure } from '../../../../foundation/device-failure.ts'
import { isAnswerTo, type Delivery, type LinkLayer, type LinkTiming, type Parcel } from '../delivery.ts'
import type { LinkReader } from '../../shared/link-reader.ts'
import { ACK, encodeFrame, ENQ, longitudinalParity, NAK, STX } from './frame.ts'

/** Milliseconds. A network model may stall in the middle of a frame for as long as its stack likes. */
const innerPatience = 1_000
/** After this long without an answer the machine is asked whether it still works on it, and then every so often. */
const firstQuestion = 3_000
const nextQuestion = 2_000
/** Quiet after which nothing older can be on the way. */
const quiet = 1_500
const shortQuiet = 100

/** Limits of the vendor's annex are 10, 10 and 10; the vendor's own driver does with 3. */
const strangerLimit = 3
const sendLimit = 3
const staleLimit = 8
const rereadLimit = 3

/** What can be learnt about a frame that was sent. */
type Fate =
  | { readonly fate: 'answered'; readonly payload: Uint8Array }
  /** The machine said that the frame was damaged, and that it holds nothing. */
  | { readonly fate: 'refused' }
  | { readonly fate: 'unknown'; readonly failure: DeviceFailure }

/**
 * The «standard» link layer: ENQ, frame, ACK, answer, ACK («Протокол ККТ» 1.17, annexes 2 and 3).
 *
 * It has no numbers, so the same command could be executed twice. A command with an effect is therefore sent again only
 * where the machine itself said that it did not take it; in every other doubt the delivery is `lost`.
 */
export class StandardLink implements LinkLayer {
  readonly name = 'v1'
  latecomer: Uint8Array | undefined
  readonly #reader: LinkReader
  readonly #timing: LinkTiming
  /** Something may still be on the way from an exchange that did not end as it should. */
  #untidy = false
  #lost: Uint8Array | undefined

  constructor(reader: LinkReader, timing: LinkTiming) {
    this.#reader = reader
    this.#timing = timing
  }

  async exchange(parcel: Parcel): Promise<Delivery> {
    if (!parcel.repeatable) this.#forgetLost()
    let sent = false
    let failure = new DeviceFailure('link.garbled', { reason: 'frame refused' })
    try {
      const frame = encodeFrame(parcel.payload)
      for (let round = 0; round < sendLimit; round++) {
        await this.#reachIdle(parcel)
        sent = true
        await this.#reader.write(frame)
        const result = await this.#awaitAnswer(parcel)
        if (result.fate === 'answered') {
          await this.#reader.write(Uint8Array.of(ACK)).catch(() => {})
          return { state: 'answered', payload: result.payload }
        }
        this.#untidy = true
        if (result.fate === 'refused') {
          sent = false
          continue
        }
        failure = result.failure
        if (!parcel.repeatable) break
      }
    } catch (error) {
      if (!(error instanceof DeviceFailure)) throw error
      this.#untidy = true
      failure = error
    }
    if (!sent) return { state: 'not-sent', failure }
    if (!parcel.repeatable) this.#lost = parcel.payload
    return { state: 'lost', failure }
  }

  #forgetLost(): void {
    this.#lost = undefined
    this.latecomer = undefined
  }

  /**
   * Asks until the machine says that it is idle, taking from it every answer that it still holds. Returns when nothing
   * older than the next frame can be on the way. Throws `link.timeout` or `link.garbled`.
   */
  async #reachIdle(parcel: Parcel): Promise<void> {
    const { signal } = parcel
    const deadline = this.#now() + Math.max(parcel.patience, 30_000)
    if (this.#untidy) await this.#reader.settle(quiet, this.#now() + 10_000, signal)
    this.#untidy = false
    this.#reader.purge()
    let silent = 0
    let asked = 0
    let stale = 0
    let idle = 0
    while (silent < this.#timing.attempts && stale < staleLimit && this.#now() < deadline) {
      await this.#reader.write(Uint8Array.of(ENQ))
      asked++
      let control = await this.#control(this.#now() + this.#timing.reaction, signal)
      if (control === ACK) control = (await this.#control(this.#now() + 5_000, signal, [STX, NAK])) ?? ACK
      if (control === STX) {
        stale++
        await this.#takeStaleAnswer(signal)
        continue
      }
      if (control === NAK) {
        // A damaged byte of ours is answered by NAK too, with a former answer still held behind it: asked twice, it shows.
        if (!parcel.repeatable && ++idle < 2) continue
        const owed = asked - stale - Math.max(idle, 1)
        if (owed > 0) await this.#reader.settle(quiet, this.#now() + 10_000, signal)
        return
      }
      idle = 0
      if (control === undefined) silent++
    }
    throw silent > 0 ? new DeviceFailure('link.timeout') : new DeviceFailure('link.garbled', { reason: 'never idle' })
  }

  /** An answer that a former exchange did not take, or a second copy of one. */
  async #takeStaleAnswer(signal: AbortSignal | undefined): Promise<void> {
    const answer = await this.#readBody(signal)
    if (!answer) {
      await this.#reader.settle(shortQuiet, this.#now() + 2_000, signal)
      return this.#reader.write(Uint8Array.of(NAK))
    }
    if (this.#lost && isAnswerTo(this.#lost, answer)) {
      this.latecomer = answer
      this.#lost = undefined
    }
    await this.#reader.write(Uint8Array.of(ACK))
  }

  async #awaitAnswer(parcel: Parcel): Promise<Fate> {
    const { signal } = parcel
    let control = await this.#control(this.#now() + this.#timing.reaction, signal)
    if (control === NAK && !parcel.repeatable) {
      // The NAK may be a late answer to ENQ. If the frame was taken, its ACK or its answer is on the way.
      control = await this.#control(this.#now() + quiet, signal, [ACK, STX])
      if (control === undefined) {
        control = await this.#enquire(signal)
        if (control === NAK) return { fate: 'refused' }
      }
    } else if (control === NAK) return { fate: 'refused' }
    else control ??= await this.#enquire(signal)
    if (control === undefined) return unknown('link.timeout')
    if (control === NAK) return unknown('link.timeout', 'frame or answer lost')
    return this.#takeAnswer(parcel, control === STX)
  }

  /** The machine has taken the frame. `begun`: the STX of an answer has been read already. */
  async #takeAnswer(parcel: Parcel, begun: boolean): Promise<Fate> {
    const { signal } = parcel
    const deadline = this.#now() + 2 * parcel.patience
    let wait = Math.min(firstQuestion, parcel.patience)
    let rereads = 0
    let strangers = 0
    let silent = 0
    for (let atFrame = begun; this.#now() < deadline; atFrame = false) {
      if (!atFrame) {
        const control = await this.#control(this.#now() + wait, signal, [STX])
        if (control === undefined) {
          const answer = await this.#enquire(signal, 1)
          if (answer === NAK) return unknown('link.timeout', 'answer lost')
          if (answer === undefined && ++silent >= this.#timing.attempts) return unknown('link.timeout')
          wait = nextQuestion
          this.#untidy = true
          if (answer !== STX) continue
        }
      }
      silent = 0
      const payload = await this.#readBody(signal)
      if (payload && isAnswerTo(parcel.payload, payload)) return { fate: 'answered', payload }
      this.#untidy = true
      if (payload) {
        // Somebody else's answer: taken from the machine, and it is asked for ours.
        if (++strangers >= strangerLimit) return unknown('device.wrong-answer')
        await this.#reader.write(Uint8Array.of(ACK))
      } else {
        if (++rereads > rereadLimit) return unknown('link.garbled')
        await this.#reader.settle(shortQuiet, this.#now() + 2_000, signal)
        await this.#reader.write(Uint8Array.of(NAK))
      }
      const control = await this.#enquire(signal)
      if (control === NAK) return unknown(payload ? 'device.wrong-answer' : 'link.garbled')
      if (control === undefined) return unknown('link.timeout')
    }
    return unknown('link.timeout')
  }

  /** «Do you still work, or hold an answer?» ACK: yes; NAK: no; STX: here it comes. `undefined`: silence. */
  async #enquire(signal: AbortSignal | undefined, limit = this.#timing.attempts): Promise<number | undefined> {
    for (let attempt = 0; attempt < limit; attempt++) {
      if (attempt > 0) this.#untidy = true
      await this.#reader.write(Uint8Array.of(ENQ))
      const control = await this.#control(this.#now() + this.#timing.reaction, signal)
      if (control !== undefined) return control
    }
    return undefined
  }

  /** Skips everything else: network models put stray FFh around control bytes. */
  async #control(
    deadline: number,
    signal: AbortSignal | undefined,
    wanted = [ACK, NAK, STX],
  ): Promise<number | undefined> {
    for (;;) {
      const byte = await this.#reader.next(deadline, signal)
      if (byte === undefined || wanted.includes(byte)) return byte
    }
  }

  /** Length, payload and LRC after an STX; `undefined` if they do not fit or stop coming. */
  async #readBody(signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    const next = () => this.#reader.next(this.#now() + innerPatience, signal)
    const length = await next()
    if (!length) return undefined
    const payload = new Uint8Array(length)
    for (let index = 0; index < length; index++) {
      const byte = await next()
      if (byte === undefined) return undefined
      payload[index] = byte
    }
    return (await next()) === longitudinalParity(payload) ? payload : undefined
  }

  #now(): number {
    return this.#reader.clock.now()
  }
}

function unknown(code: 'link.timeout' | 'link.garbled' | 'device.wrong-answer', reason?: string): Fate {
  return { fate: 'unknown', failure: new DeviceFailure(code, reason ? { reason } : {}) }
}
