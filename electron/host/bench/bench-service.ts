import type { Role } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { Bench } from '../../contract/bench.ts'
import { Feed } from '../feed/feed.ts'
import { HostFailure } from '../host-failure.ts'
import type { DeviceMode } from '../system/device-mode.ts'

/** The panel of the virtual bench: what stands on it and what a person does to it. */
export class BenchService {
  readonly feed: Feed<Bench>
  readonly #mode: DeviceMode
  #subscribed = false

  constructor(clock: Clock, mode: DeviceMode) {
    this.#mode = mode
    this.feed = new Feed(clock, 100, () => this.snapshot())
    const follow = async () => {
      this.#follow()
      this.feed.changed()
    }
    mode.onChange({ enter: follow })
    this.#follow()
  }

  snapshot(): Bench {
    if (!this.#mode.onBench) return { active: false, devices: [] }
    return {
      active: true,
      devices: this.#mode.bench.devices.map(({ role, family, simulator, plugged }) => ({
        role,
        familyId: family.manifest.id,
        name: family.manifest.name,
        plugged,
        state: { ...simulator.state },
        controls: simulator.controls.map((control) => ({
          name: control.name,
          label: control.label,
          kind: control.kind,
          parameter: control.parameter && {
            ...control.parameter,
            ...('samples' in control.parameter &&
              control.parameter.samples && { samples: [...control.parameter.samples] }),
          },
        })) as Bench['devices'][number]['controls'],
      })),
    }
  }

  control(role: Role, name: string, value: string | number | boolean | undefined): Bench {
    this.#insist(role)
    try {
      this.#mode.bench.control(role, name, value)
    } catch (error) {
      if (error instanceof RangeError)
        throw new HostFailure('host.bad-request', { field: name, problem: error.message }, { cause: error })
      throw error
    }
    return this.snapshot()
  }

  plug(role: Role, plugged: boolean): Bench {
    this.#insist(role)
    this.#mode.bench.plug(role, plugged)
    return this.snapshot()
  }

  #insist(role: Role): void {
    if (!this.#mode.onBench) throw new HostFailure('host.conflict', { what: 'bench' })
    if (!this.#mode.bench.devices.some((device) => device.role === role))
      throw new HostFailure('host.not-found', { what: role })
  }

  #follow(): void {
    if (this.#subscribed || !this.#mode.onBench) return
    this.#subscribed = true
    this.#mode.bench.subscribe(() => this.feed.changed())
  }
}
