import type { Clock } from '../../../../foundation/clock.ts'
import { civilTime } from '../../register-time.ts'

/** The clock of the played machine: the world's, shifted by whatever was set or has drifted. */
export class MachineClock {
  readonly #clock: Clock
  #offset = 0
  /** Date given with 22h and not yet confirmed with 23h. */
  proposedDate: string | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `YYYY-MM-DDThh:mm:ss`. */
  now(): string {
    return civilTime(new Date(this.#clock.civil().getTime() + this.#offset))
  }

  drift(milliseconds: number): void {
    this.#offset += milliseconds
  }

  setDate(date: string): void {
    this.#set(`${date}T${this.now().slice(11)}`)
  }

  setTime(time: string): void {
    this.#set(`${this.now().slice(0, 10)}T${time}`)
  }

  #set(time: string): void {
    this.#offset = new Date(time).getTime() - this.#clock.civil().getTime()
  }
}
