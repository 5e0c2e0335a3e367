import { ACK, decodeFrame, encodeFrame, ENQ, EOT, createFrameCutter, NAK } from '../link-v2/frame.ts'
import { sendAnswer, sendControl, spoilt } from '../../shared/simulator/machine-line.ts'
import type { LineEnvironment } from './line.ts'

/** Milliseconds. */
const commandTimeout = 2_000
const betweenBytes = 500
const answerTimeout = 500
const copies = 10

type State = 'idle' | 'enquired' | 'taken' | 'executing' | 'offering' | 'answering'

/**
 * The machine's end of transport v2. A command counts as given with the EOT after it; until then another copy of the frame
 * takes its place. An answer is offered a few times and then forgotten.
 */
export class EnquiryMachine {
  readonly #line: LineEnvironment
  #state: State = 'idle'
  #cutter = createFrameCutter()
  #command: Uint8Array | undefined
  #answer = new Uint8Array()
  #tries = 0
  #forget: (() => void) | undefined
  #session = 0

  constructor(line: LineEnvironment) {
    this.#line = line
  }

  /** In the middle of a frame every byte is its own. */
  get pending(): boolean {
    return this.#cutter.pending
  }

  powerOff(): void {
    this.#session++
    this.#rest()
  }

  receive(byte: number): void {
    const listens = this.#state === 'enquired' || this.#state === 'taken'
    if (!listens) return this.#takeControl(byte)
    for (const piece of this.#cutter.push(Uint8Array.of(byte))) {
      if (piece.kind === 'frame' && piece.bytes.length === 1) this.#takeControl(piece.bytes[0] ?? 0)
      else if (piece.kind === 'frame') this.#takeFrame(piece.bytes)
      else if (piece.bytes.length > 1) this.#control(NAK)
    }
    if (this.#cutter.pending) this.#within(betweenBytes, () => this.#giveUpFrame())
  }

  #takeControl(byte: number): void {
    switch (this.#state) {
      case 'idle':
      case 'enquired':
        if (byte !== ENQ) return
        if (this.#line.faults.useOneOf('busy')) return this.#control(NAK)
        this.#state = 'enquired'
        this.#within(commandTimeout, () => this.#rest())
        return this.#control(ACK)
      case 'taken':
        return byte === EOT ? this.#execute() : undefined
      case 'offering':
        if (byte !== ACK) return
        this.#state = 'answering'
        this.#tries = 0
        return this.#sendAnswer()
      case 'answering':
        if (byte === NAK) return this.#sendAnswer()
        if (byte !== ACK) return
        this.#control(EOT)
        return this.#rest()
      case 'executing':
        return
    }
  }

  #takeFrame(bytes: Uint8Array): void {
    this.#command = decodeFrame(bytes).data
    this.#state = 'taken'
    this.#within(commandTimeout, () => this.#rest())
    this.#control(ACK)
  }

  #giveUpFrame(): void {
    this.#cutter = createFrameCutter()
    this.#within(commandTimeout, () => this.#rest())
    this.#control(NAK)
  }

  #execute(): void {
    this.#forget?.()
    this.#state = 'executing'
    const command = this.#command ?? new Uint8Array()
    this.#later(this.#line.duration(command), () => {
      this.#answer = encodeFrame(this.#line.execute(command)).slice()
      if (this.#line.faults.use('power-cycle-after-execution')) return this.#line.powerCycle()
      this.#state = 'offering'
      this.#tries = 0
      this.#offer()
    })
  }

  #offer(): void {
    if (++this.#tries > copies) return this.#rest()
    this.#within(answerTimeout, () => this.#offer())
    this.#control(ENQ)
  }

  #sendAnswer(): void {
    if (++this.#tries > copies) return this.#rest()
    this.#within(answerTimeout, () => this.#sendAnswer())
    sendAnswer(this.#line, () => spoilt(this.#line.faults, this.#answer))
  }

  #control(byte: number): void {
    sendControl(this.#line, byte)
  }

  #rest(): void {
    this.#forget?.()
    this.#forget = undefined
    this.#state = 'idle'
    this.#cutter = createFrameCutter()
    this.#command = undefined
  }

  #within(milliseconds: number, action: () => void): void {
    this.#forget?.()
    this.#forget = this.#line.clock.schedule(milliseconds, action)
  }

  #later(milliseconds: number, action: () => void): void {
    const session = this.#session
    this.#line.clock.schedule(milliseconds, () => {
      if (session === this.#session) action()
    })
  }
}
