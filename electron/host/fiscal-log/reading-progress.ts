import type { Clock } from '../../../native/foundation/clock.ts'

/** Speed is that of the last ten seconds: a register slows down with long receipts, and the time left should follow. */
const window = 10_000

/** How far a reading is, how fast it goes and how long it will take. */
export class ReadingProgress {
  readonly total: number
  readonly #clock: Clock
  readonly #marks: { at: number; done: number }[]
  #done = 0

  constructor(clock: Clock, total: number) {
    this.#clock = clock
    this.total = total
    this.#marks = [{ at: clock.now(), done: 0 }]
  }

  get done(): number {
    return this.#done
  }

  step(): void {
    this.#done++
    const now = this.#clock.now()
    this.#marks.push({ at: now, done: this.#done })
    while (this.#marks.length > 2 && now - (this.#marks[1]?.at ?? now) > window) this.#marks.shift()
  }

  get perSecond(): number {
    const [oldest] = this.#marks
    const elapsed = this.#clock.now() - (oldest?.at ?? 0)
    return elapsed <= 0 ? 0 : Math.round(((this.#done - (oldest?.done ?? 0)) / elapsed) * 10_000) / 10
  }

  get secondsLeft(): number | undefined {
    const speed = this.perSecond
    return speed > 0 ? Math.ceil((this.total - this.#done) / speed) : undefined
  }
}
