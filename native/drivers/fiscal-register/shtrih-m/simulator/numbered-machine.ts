import { decodeFrame, encodeFrame, createFrameCutter } from '../link-v2/frame.ts'
import { executionTime, reactionTime, sendPayload, type LineEnvironment } from './line.ts'

/** The machine's half of the «alternative» link layer: executes a number once and keeps its answer. */
export class NumberedMachine {
  readonly #line: LineEnvironment
  #cutter = createFrameCutter()
  /** Nothing was executed since power-on while this is 0. */
  #number = 0
  #answer = new Uint8Array()
  #executing = false
  #session = 0

  constructor(line: LineEnvironment) {
    this.#line = line
  }

  powerOff(): void {
    this.#session++
    this.#cutter = createFrameCutter()
    this.#number = 0
    this.#answer = new Uint8Array()
    this.#executing = false
  }

  receive(byte: number): void {
    for (const piece of this.#cutter.push(Uint8Array.of(byte))) {
      if (piece.kind === 'frame' && !this.#executing) this.#take(piece.bytes)
    }
  }

  #take(bytes: Uint8Array): void {
    const { number, payload } = decodeFrame(bytes)
    if (number !== ((this.#number + 1) & 0xffff) || payload.length === 0)
      return this.#later(reactionTime, () => this.#send())
    this.#executing = true
    this.#later(executionTime, () => {
      this.#number = number
      this.#answer = this.#line.execute(payload).slice()
      this.#executing = false
      if (this.#line.faults.use('power-cycle-after-execution')) return this.#line.powerCycle()
      this.#later(reactionTime, () => this.#send())
    })
  }

  #send(): void {
    const number = this.#number
    sendPayload(this.#line, this.#answer, (payload) => encodeFrame({ number, payload }))
  }

  #later(milliseconds: number, action: () => void): void {
    const session = this.#session
    this.#line.clock.schedule(milliseconds, () => {
      if (session === this.#session) action()
    })
  }
}
