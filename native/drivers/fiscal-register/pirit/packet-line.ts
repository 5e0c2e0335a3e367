import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Delivery } from '../shared/delivery.ts'
import type { LinkReader } from '../shared/link-reader.ts'
import { createPacketCutter } from './codec/packet-cutter.ts'
import { ACK, decodeAnswerPacket, encodeCommandPacket, ENQ } from './codec/packet.ts'
import { errorCode } from './error-codes.ts'

export interface Parcel {
  readonly command: number
  readonly values: readonly string[]
  /** Milliseconds that the answer may take. */
  readonly patience: number
  /** May be executed twice without harm. */
  readonly repeatable: boolean
  readonly signal?: AbortSignal | undefined
}

export interface LinkTiming {
  /** Milliseconds after which a question without an answer is asked again. */
  readonly reaction: number
  /** So many times a question is asked of a machine that gives no sign of life. */
  readonly attempts: number
  /** Milliseconds of silence after which a machine at work is asked whether it lives; `undefined`: never. */
  readonly enquiry: number | undefined
}

export const carefulTiming: LinkTiming = { reaction: 1_000, attempts: 5, enquiry: 5_000 }

/** For finding out whether there is such a machine at all; ENQ means something else to other devices. */
export const probeTiming: LinkTiming = { reaction: 200, attempts: 2, enquiry: undefined }

/**
 * Letters that are no hexadecimal digit and not of the usual password: where a byte of a command is lost or doubled on its way, the
 * machine takes its neighbour for the id, and must not complain about one that we use.
 */
const idLetters = [...'JKLMNOQSTUVWXYZghijklmnopqrstuvwxyz'].map((letter) => letter.charCodeAt(0))
/** So many ids of lost commands are remembered. */
const lostKept = 16
/** Milliseconds that a machine may take to say that it lives. */
const enquiryPatience = 2_000
/** Milliseconds without any sign of life that a machine may take over its paper, or half of what the command may take. */
const shortestSilence = 20_000
/** Milliseconds that a whole answer may still take after a damaged one. */
const afterDamage = 500
/** «The command was not executed»: the machine got it damaged. */
const notTaken: readonly number[] = [errorCode.byteTimeout, errorCode.wrongChecksum]

type Heard =
  | { readonly kind: 'answer'; readonly bytes: Uint8Array; readonly error: number }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'silence' }

/**
 * Packets on the line, one command at a time. An answer carries the id of its command, so an answer to anything older is told
 * from it and dropped. A question is asked again under a new id; anything else only where the machine says that it did not get it.
 */
export class PacketLine {
  readonly #reader: LinkReader
  readonly #password: string
  readonly #timing: LinkTiming
  readonly #cutter = createPacketCutter(decodeAnswerPacket)
  /** Commands that were reported lost, by id. */
  readonly #lost = new Map<number, number>()
  #frames: Uint8Array[] = []
  #damaged = false
  #sent = 0
  #latecomer: Uint8Array | undefined

  constructor(reader: LinkReader, password: string, timing: LinkTiming = carefulTiming) {
    this.#reader = reader
    this.#password = password
    this.#timing = timing
  }

  get clock(): Clock {
    return this.#reader.clock
  }

  /** The answer to the last command that was reported lost, if it came since. */
  get latecomer(): Uint8Array | undefined {
    return this.#latecomer
  }

  /** Stops listening: somebody else talks over the link from now on. */
  release(): void {
    this.#reader.release()
  }

  /** Never throws but for defects. */
  async exchange(parcel: Parcel): Promise<Delivery> {
    const progress = { sent: false }
    try {
      return parcel.repeatable ? await this.#ask(parcel) : await this.#order(parcel, progress)
    } catch (error) {
      if (!(error instanceof DeviceFailure)) throw error
      return { state: progress.sent ? 'lost' : 'not-sent', failure: error }
    }
  }

  async #ask(parcel: Parcel): Promise<Delivery> {
    const ids = new Set<number>()
    const { attempts, reaction, enquiry } = this.#timing
    const deadline = this.#now() + parcel.patience
    let damaged = false
    for (let silent = 0; silent < attempts && (silent === 0 || this.#now() < deadline || damaged);) {
      ids.add(await this.#send(parcel))
      const heard = await this.#await(ids, parcel, this.#now() + reaction)
      if (heard.kind === 'answer') {
        const overflow = heard.error === errorCode.bufferOverflow
        if (!overflow && !notTaken.includes(heard.error)) return { state: 'answered', payload: heard.bytes }
        // What fills the machine's buffer has to be worked off first.
        if (overflow) await sleep(this.clock, reaction, parcel.signal)
      }
      damaged = heard.kind === 'damaged' || heard.kind === 'answer'
      const lives = heard.kind === 'silence' && enquiry !== undefined && (await this.#enquire(parcel.signal))
      // A machine that lives is only busy; one that answers damage has an attempt less.
      if (!lives || this.#now() >= deadline) silent++
    }
    return { state: 'not-sent', failure: new DeviceFailure(damaged ? 'link.garbled' : 'link.timeout') }
  }

  async #order(parcel: Parcel, progress: { sent: boolean }): Promise<Delivery> {
    this.#latecomer = undefined
    for (let attempt = 0; attempt < this.#timing.attempts; attempt++) {
      const id = await this.#send(parcel, progress)
      const heard = await this.#waitOut(id, parcel)
      if (heard.kind === 'answer') {
        progress.sent = false
        if (!notTaken.includes(heard.error)) return { state: 'answered', payload: heard.bytes }
        continue
      }
      return { state: 'lost', failure: new DeviceFailure(heard.kind === 'damaged' ? 'link.garbled' : 'link.timeout') }
    }
    return { state: 'not-sent', failure: new DeviceFailure('link.garbled') }
  }

  /** Waits as long as the machine lives, at most its patience. */
  async #waitOut(id: number, parcel: Parcel): Promise<Heard> {
    const ids = new Set([id])
    const deadline = this.#now() + parcel.patience
    const { enquiry = parcel.patience } = this.#timing
    const longestSilence = Math.max(shortestSilence, parcel.patience / 2)
    let lastSign = this.#now()
    while (this.#now() < deadline) {
      const heard = await this.#await(ids, parcel, Math.min(deadline, this.#now() + enquiry))
      if (heard.kind !== 'silence') return heard
      if (await this.#enquire(parcel.signal)) lastSign = this.#now()
      else if (this.#now() - lastSign >= longestSilence) break
    }
    return { kind: 'silence' }
  }

  async #send({ command, values }: Parcel, progress?: { sent: boolean }): Promise<number> {
    const id = idLetters[this.#sent++ % idLetters.length] as number
    // Whoever had this id before has been forgotten for long.
    this.#lost.delete(id)
    const bytes = encodeCommandPacket({ password: this.#password, id, command, values })
    if (progress) {
      progress.sent = true
      this.#lost.set(id, command)
      if (this.#lost.size > lostKept) this.#lost.delete(this.#lost.keys().next().value ?? id)
    }
    await this.#reader.write(bytes)
    return id
  }

  /** ENQ; true if any sign of life comes. An answer that comes instead is kept. */
  async #enquire(signal: AbortSignal | undefined): Promise<boolean> {
    await this.#reader.write(Uint8Array.of(ENQ))
    const deadline = this.#now() + enquiryPatience
    while (await this.#hear(deadline, signal)) {
      const ack = this.#frames.findIndex((frame) => frame[0] === ACK)
      if (ack >= 0) this.#frames.splice(ack, 1)
      if (ack >= 0 || this.#frames.length > 0) return true
    }
    return false
  }

  /** The answer to one of `ids`. Of a command that is lost the answer is kept as the latecomer. */
  async #await(ids: ReadonlySet<number>, { command, signal }: Parcel, until: number): Promise<Heard> {
    let deadline = until
    let damaged = false
    for (;;) {
      const frame = this.#frames.shift()
      if (frame) {
        if (frame.length === 1) continue
        const answer = decodeAnswerPacket(frame)
        if (answer.command === command && ids.has(answer.id)) {
          this.#lost.delete(answer.id)
          return { kind: 'answer', bytes: frame, error: answer.error }
        }
        this.#takeLate(answer, frame)
        continue
      }
      if (!(await this.#hear(deadline, signal))) return { kind: damaged ? 'damaged' : 'silence' }
      if (!this.#damaged) continue
      this.#damaged = false
      damaged = true
      deadline = Math.min(deadline, this.#now() + afterDamage)
    }
  }

  /** A complaint about a damaged packet proves nothing so late: what it says of the packet may be damaged, too. */
  #takeLate({ id, command, error }: { id: number; command: number; error: number }, frame: Uint8Array): void {
    if (this.#lost.get(id) !== command || notTaken.includes(error)) return
    this.#lost.delete(id)
    this.#latecomer = frame
  }

  /** Takes a byte from the line. False when none comes until `deadline`. Throws `link.lost` or `operation.cancelled`. */
  async #hear(deadline: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.#frames.length > 0) return true
    const byte = await this.#reader.next(deadline, signal)
    if (byte === undefined) return false
    for (const piece of this.#cutter.push(Uint8Array.of(byte))) {
      if (piece.kind === 'frame') this.#frames.push(piece.bytes)
      else if (piece.bytes.length > 1) this.#damaged = true
    }
    return true
  }

  #now(): number {
    return this.clock.now()
  }
}
