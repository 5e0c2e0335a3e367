import type { Clock } from '../../../../foundation/clock.ts'

const two = (value: number): string => value.toString().padStart(2, '0')

/** Wall time in the zone of the shop, which is the zone of this machine: a register knows none. */
export function localTime(date: Date): string {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

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
    return localTime(new Date(this.#clock.civil().getTime() + this.#offset))
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
