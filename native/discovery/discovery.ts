import type { DeviceFamily, SettingValues } from '../drivers/device-family.ts'
import type { DeviceIdentity, Role } from '../drivers/role.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Localized } from '../foundation/localized.ts'
import type { LinkOpener } from '../transports/byte-link.ts'
import type { LinkAddress } from '../transports/link-address.ts'
import type { PortDescription } from '../transports/port-enumerator.ts'
import type { ProgramRunner } from '../transports/program-runner.ts'

export interface DiscoveryEnvironment {
  readonly families: readonly DeviceFamily[]
  readonly opener: LinkOpener
  readonly runner: ProgramRunner
  readonly clock: Clock
}

/** A device that answered a probe, or that its USB id names (then the certainty is low). */
export interface FoundDevice {
  readonly role: Role
  readonly familyId: string
  readonly address: LinkAddress
  readonly portIdentity: string
  readonly identity: DeviceIdentity
  readonly certainty: number
  readonly evidence: readonly Localized[]
  readonly settings: SettingValues
}

export interface DiscoveryProgress {
  readonly done: number
  readonly total: number
  readonly current: { readonly path: string; readonly familyId: string } | undefined
}

export interface DiscoveryRequest {
  readonly ports: readonly PortDescription[]
  /** Empty: all roles. */
  readonly roles: readonly Role[]
  /** Ports that a driver holds now; they are not touched. */
  readonly busyPaths: ReadonlySet<string>
  readonly signal: AbortSignal
  progress(progress: DiscoveryProgress): void
  found(device: FoundDevice): void
}
