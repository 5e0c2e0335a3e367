import { ACK, encodeFrame, ENQ, longitudinalParity, NAK, STX } from '../link-v1/frame.ts'
import { sendControl } from '../../shared/simulator/machine-line.ts'
import { executionTime, reactionTime, sendPayload, type LineEnvironment } from './line.ts'

/** Milliseconds between two bytes of a frame after which the machine gives it up; the factory setting. */
const byteTimeout = 50

type State = 'waiting' | 'length' | 'body' | 'executing'

/** The machine's half of the «standard» link layer. Keeps an answer until the host has confirmed it. */
export class StandardMachine {
  readonly #line: LineEnvironment
  #state: State = 'waiting'
  #length = 0
  #body: number[] = []
  #answer: Uint8Array | undefined
  #forgetTimeout: (() => void) | undefined
  /** Grows with every power cycle, so that what was under way is forgotten. */
  #session = 0

  constructor(line: LineEnvironment) {
    this.#line = line
  }

  powerOff(): void {
    this.#session++
    this.#state = 'waiting'
    this.#answer = undefined
    this.#forgetTimeout?.()
  }

  receive(byte: number): void {
    switch (this.#state) {
      case 'waiting':
        return this.#wait(byte)
      case 'length':
        this.#length = byte
        this.#body = []
        this.#state = 'body'
        return byte === 0 ? this.#refuse() : this.#expectByte()
      case 'body':
        this.#body.push(byte)
        return this.#body.length > this.#length ? this.#finishFrame() : this.#expectByte()
      case 'executing':
        if (byte === ENQ) this.#control(ACK)
    }
  }

  #wait(byte: number): void {
    if (byte === STX) {
      this.#state = 'length'
      this.#expectByte()
    } else if (byte === ENQ) {
      if (!this.#answer) return this.#control(NAK)
      this.#control(ACK)
      this.#sendAnswer()
    } else if (byte === ACK) this.#answer = undefined
  }

  #expectByte(): void {
    this.#forgetTimeout?.()
    this.#forgetTimeout = this.#line.clock.schedule(byteTimeout, () => this.#refuse())
  }

  #refuse(): void {
    this.#forgetTimeout?.()
    this.#state = 'waiting'
    this.#control(NAK)
  }

  #finishFrame(): void {
    this.#forgetTimeout?.()
    const payload = Uint8Array.from(this.#body.slice(0, this.#length))
    if (this.#body[this.#length] !== longitudinalParity(payload)) return this.#refuse()
    this.#answer = undefined
    this.#state = 'executing'
    this.#control(ACK)
    this.#later(reactionTime + executionTime, () => {
      this.#answer = this.#line.execute(payload)
      this.#state = 'waiting'
      if (this.#line.faults.use('power-cycle-after-execution')) return this.#line.powerCycle()
      this.#sendAnswer()
    })
  }

  #sendAnswer(): void {
    this.#later(reactionTime, () => {
      if (this.#answer) sendPayload(this.#line, this.#answer, encodeFrame)
    })
  }

  #control(byte: number): void {
    this.#later(reactionTime, () => sendControl(this.#line, byte))
  }

  #later(milliseconds: number, action: () => void): void {
    const session = this.#session
    this.#line.clock.schedule(milliseconds, () => {
      if (session === this.#session) action()
    })
  }
}
