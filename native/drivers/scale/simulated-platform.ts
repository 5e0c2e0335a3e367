import type { Clock } from '../../foundation/clock.ts'
import type { Random } from '../../foundation/random.ts'

/** Max 15 kg, e = 5 g: what stands on most counters. Milligrams. */
export const capacity = 15_000_000
export const interval = 5000
/** A scale still shows this much above Max (9 e, OIML R 76, §4.2.3). */
const overloadFrom = capacity + 9 * interval

/** What the load cell of any simulated scale feels: a load settles 300 to 800 ms after it was put. Milligrams. */
export class SimulatedPlatform {
  readonly #clock: Clock
  readonly #random: Random
  #from = 0
  #load = 0
  #changedAt: number
  #settlingTime = 0
  #zeroOffset = 0
  tare = 0
  shaking = false

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
    this.#changedAt = clock.now()
  }

  put(milligrams: number): void {
    this.#from = this.#felt()
    this.#load = milligrams
    this.#changedAt = this.#clock.now()
    this.#settlingTime = 300 + Math.floor(this.#random() * 501)
  }

  get stable(): boolean {
    return !this.shaking && this.#clock.now() - this.#changedAt >= this.#settlingTime
  }

  get overloaded(): boolean {
    return this.gross > overloadFrom
  }

  /** Load since the last zeroing, rounded to `e`. */
  get gross(): number {
    return Math.round((this.#felt() - this.#zeroOffset) / interval) * interval
  }

  get net(): number {
    return this.gross - this.tare
  }

  get zeroed(): boolean {
    return this.gross === 0
  }

  /** Takes the present load for zero; refused while it moves and beyond 2 % of Max (OIML R 76, §4.5.1). */
  zero(): boolean {
    if (!this.stable || Math.abs(this.#load) > capacity * 0.02) return false
    this.#zeroOffset = this.#load
    this.tare = 0
    return true
  }

  #felt(): number {
    const passed = (this.#clock.now() - this.#changedAt) / Math.max(1, this.#settlingTime)
    const settled = passed >= 1 ? this.#load : this.#from + (this.#load - this.#from) * (1 - (1 - passed) ** 3)
    return this.stable ? settled : settled + (this.#random() - 0.5) * 4 * interval
  }
}
