import type { DeviceFamily } from '../../../native/drivers/device-family.ts'
import type { DeviceSimulator, VirtualProgram } from '../../../native/drivers/device-simulator.ts'
import type { Role } from '../../../native/drivers/role.ts'
import type { LinkOpener } from '../../../native/transports/byte-link.ts'
import type { PortEnumerator } from '../../../native/transports/port-enumerator.ts'
import type { ProgramRunner } from '../../../native/transports/program-runner.ts'

/** Where devices are reached: this machine's ports, or simulated ones. */
export interface DevicePlace {
  readonly opener: LinkOpener
  readonly runner: ProgramRunner
  readonly ports: PortEnumerator
}

/** What the host needs of a virtual bench; `VirtualBench` is one. */
export interface BenchPlace extends DevicePlace {
  readonly devices: readonly {
    readonly role: Role
    readonly family: DeviceFamily
    readonly simulator: DeviceSimulator | VirtualProgram
    readonly plugged: boolean
  }[]
  plug(role: Role, plugged: boolean): void
  /** Throws RangeError on an unknown name or a value out of range. */
  control(role: Role, name: string, value?: string | number | boolean): void
  subscribe(listener: () => void): () => void
}
