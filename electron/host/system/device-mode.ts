import type { BenchPlace, DevicePlace } from '../bench/bench-place.ts'
import type { Store } from '../store/store.ts'

/** Whether the host works with this machine's ports or with the virtual bench. */
export class DeviceMode {
  readonly #system: DevicePlace
  readonly #makeBench: () => BenchPlace
  readonly #store: Store
  readonly #leave: (() => Promise<void>)[] = []
  readonly #enter: (() => Promise<void>)[] = []
  #bench: BenchPlace | undefined
  #onBench: boolean
  #change: Promise<void> = Promise.resolve()

  constructor(options: { system: DevicePlace; makeBench: () => BenchPlace; store: Store; onBench: boolean }) {
    this.#system = options.system
    this.#makeBench = options.makeBench
    this.#store = options.store
    this.#onBench = options.onBench
  }

  get onBench(): boolean {
    return this.#onBench
  }

  get place(): DevicePlace {
    return this.#onBench ? this.bench : this.#system
  }

  /** Made when first wanted, kept until the host ends: going to the ports and back finds the bench as it was left. */
  get bench(): BenchPlace {
    this.#bench ??= this.#makeBench()
    return this.#bench
  }

  /** `leave` runs before the change and ends connections; `enter` runs after it. */
  onChange(listener: { leave?: () => Promise<void>; enter?: () => Promise<void> }): void {
    if (listener.leave) this.#leave.push(listener.leave)
    if (listener.enter) this.#enter.push(listener.enter)
  }

  use(bench: boolean): Promise<void> {
    this.#change = this.#change.catch(() => {}).then(() => this.#switch(bench))
    return this.#change
  }

  async #switch(bench: boolean): Promise<void> {
    if (bench === this.#onBench) return
    for (const leave of this.#leave) await leave()
    this.#onBench = bench
    await this.#store.run('settings.write', { name: 'bench', value: JSON.stringify(bench) })
    for (const enter of this.#enter) await enter()
  }
}
