import type { Clock } from '../../native/foundation/clock.ts'

/** Pauses before the first, second, … start anew, and when to give up: five failures within two minutes. */
const pauses = [1_000, 2_000, 5_000, 10_000]
const mostFailures = 5
const window = 120_000

export interface SupervisedProcess {
  /** Resolves when the process is over. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** Keeps one process alive: starts it anew after a growing pause, and stops trying when that does not help. */
export class Supervisor<P extends SupervisedProcess> {
  readonly #clock: Clock
  readonly #start: (attempt: number) => P
  readonly #gaveUp: () => void
  readonly #failures: number[] = []
  #current: P | undefined
  #attempt = 0
  #stopping = false
  #forget: (() => void) | undefined

  constructor(options: { clock: Clock; start: (attempt: number) => P; gaveUp: () => void }) {
    this.#clock = options.clock
    this.#start = options.start
    this.#gaveUp = options.gaveUp
  }

  get current(): P | undefined {
    return this.#current
  }

  start(): void {
    const started = this.#start(this.#attempt++)
    this.#current = started
    void started.ended.then(() => this.#lost(started))
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#forget?.()
    await this.#current?.stop()
  }

  #lost(process: P): void {
    if (this.#current !== process) return
    this.#current = undefined
    if (this.#stopping) return
    const now = this.#clock.now()
    this.#failures.push(now)
    while (this.#failures[0] !== undefined && now - this.#failures[0] > window) this.#failures.shift()
    if (this.#failures.length >= mostFailures) return this.#gaveUp()
    const pause = pauses[Math.min(this.#failures.length, pauses.length) - 1] ?? 0
    this.#forget = this.#clock.schedule(pause, () => this.start())
  }
}
