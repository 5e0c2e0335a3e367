import type { Clock } from './clock.ts'

interface Appointment {
  readonly at: number
  readonly order: number
  readonly action: () => void
}

/**
 * A clock that stands still until it is told to move. `advance` and `runUntilSettled` let promises settle between two
 * appointments, so code under test sees the same order of events as it would in real time.
 */
export class SimulatedClock implements Clock {
  #now = 0
  #order = 0
  #appointments: Appointment[] = []
  readonly #start: Date

  constructor(start: Date = new Date('2026-11-23T09:00:00Z')) {
    this.#start = start
  }

  now(): number {
    return this.#now
  }

  civil(): Date {
    return new Date(this.#start.getTime() + this.#now)
  }

  schedule(milliseconds: number, action: () => void): () => void {
    const appointment = { at: this.#now + Math.max(0, milliseconds), order: this.#order++, action }
    this.#appointments.push(appointment)
    return () => {
      this.#appointments = this.#appointments.filter((other) => other !== appointment)
    }
  }

  /** Moves time forward by `milliseconds`, keeping every appointment on the way. */
  async advance(milliseconds: number): Promise<void> {
    const target = this.#now + milliseconds
    await letPromisesSettle()
    for (let next = this.#next(); next && next.at <= target; next = this.#next()) await this.#keep(next)
    this.#now = target
    await letPromisesSettle()
  }

  /**
   * Runs time until `work` settles and returns its result. Throws if nothing is scheduled any more and `work` still
   * waits (a hang), or if more than `limit` milliseconds of simulated time pass.
   */
  async runUntilSettled<T>(work: Promise<T>, limit = 24 * 3_600_000): Promise<T> {
    let settled = false
    const watched = work.finally(() => (settled = true))
    watched.catch(() => {})
    const deadline = this.#now + limit
    for (;;) {
      await letPromisesSettle()
      if (settled) return watched
      const next = this.#next()
      if (!next) throw new Error('The work waits for something that will never happen: nothing is scheduled')
      if (next.at > deadline) throw new Error(`The work did not settle within ${limit} ms of simulated time`)
      await this.#keep(next)
    }
  }

  #next(): Appointment | undefined {
    let first: Appointment | undefined
    for (const candidate of this.#appointments) {
      if (!first || candidate.at < first.at || (candidate.at === first.at && candidate.order < first.order)) {
        first = candidate
      }
    }
    return first
  }

  async #keep(appointment: Appointment): Promise<void> {
    this.#appointments = this.#appointments.filter((other) => other !== appointment)
    this.#now = Math.max(this.#now, appointment.at)
    appointment.action()
    await letPromisesSettle()
  }
}

/** A turn of the event loop runs every promise reaction that is ready; two cover reactions that queue an immediate. */
async function letPromisesSettle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
