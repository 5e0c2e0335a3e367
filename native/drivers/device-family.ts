import type { WireFormat } from '../codecs/wire-format.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Localized } from '../foundation/localized.ts'
import type { Random } from '../foundation/random.ts'
import type { ByteLink } from '../transports/byte-link.ts'
import type { LinkAddress, SerialSettings } from '../transports/link-address.ts'
import type { ProgramRunner } from '../transports/program-runner.ts'
import type { DeviceSimulator, VirtualProgram } from './device-simulator.ts'
import type { DeviceIdentity, DriverOfRole, Role } from './role.ts'

/** A setting of a device, as data: the form on screen is generated from it. */
export type SettingField =
  | {
      readonly name: string
      readonly kind: 'choice'
      readonly label: Localized
      readonly options: readonly { readonly value: string; readonly label: Localized }[]
      readonly default: string
    }
  | {
      readonly name: string
      readonly kind: 'whole-number'
      readonly label: Localized
      readonly unit?: Localized
      readonly minimum: number
      readonly maximum: number
      readonly default: number
    }
  | {
      readonly name: string
      readonly kind: 'text'
      readonly label: Localized
      readonly maximumLength: number
      readonly default: string
      /** Kept in the secret store and never shown in a trace. */
      readonly secret?: boolean
    }
  | { readonly name: string; readonly kind: 'yes-no'; readonly label: Localized; readonly default: boolean }

export type SettingValue = string | number | boolean
export type SettingValues = Readonly<Record<string, SettingValue>>

/** How the family can be reached, and what to try first. */
export type TransportOption =
  | {
      readonly kind: 'serial'
      readonly defaults: SerialSettings
      /** Speeds for active probing, best first. */
      readonly baudRates: readonly number[]
      /** Level of the lines when the port is open; some cables feed their level converter from them. */
      readonly lines: { readonly dtr: boolean; readonly rts: boolean }
    }
  | {
      readonly kind: 'tcp'
      readonly defaultPort: number
      readonly defaultHosts: readonly string[]
      /** The far end closes connections when it likes, as web servers do, and is to be connected anew when needed. */
      readonly reopens?: boolean
    }
  | { readonly kind: 'program'; readonly programs: readonly string[]; readonly defaultDirectories: readonly string[] }

/** How much of the family is built and proven. */
export type SupportLevel = 'full' | 'reading'

export interface DeviceManifest<R extends Role = Role> {
  /** Folder name; unique within the product: `shtrih-m`, `massa-k-100`. */
  readonly id: string
  readonly role: R
  readonly name: Localized
  readonly vendors: readonly string[]
  readonly models: readonly string[]
  readonly support: SupportLevel
  readonly transports: readonly TransportOption[]
  readonly settings: readonly SettingField[]
  /** What this family can do, in the role's terms; a check that needs more says why it cannot run. */
  readonly capabilities: readonly string[]
  /** Why it lacks what others of its role have, by capability: so that a person knows whether another way is left. */
  readonly lacks?: Readonly<Record<string, Localized>>
  /** How the plug looks: names a drawing of `resources/device-catalogue/wiring/`. */
  readonly wiring: readonly { readonly transport: LinkAddress['kind']; readonly drawing: string }[]
  /** USB ids in lower-case hexadecimal that speak for this family, and how surely. */
  readonly usb: readonly {
    readonly vendorId: string
    readonly productId: string
    readonly confidence: 'high' | 'medium' | 'low'
    readonly model?: string
  }[]
  /** What to set on the device itself before it can be found. */
  readonly preparation: Localized
}

/** What a driver stands on: an open link, or a runner of the vendor's program. */
export type DeviceAccess =
  | { readonly kind: 'bytes'; readonly link: ByteLink }
  | {
      readonly kind: 'program'
      readonly runner: ProgramRunner
      readonly address: Extract<LinkAddress, { kind: 'program' }>
    }

export interface DriverEnvironment {
  readonly access: DeviceAccess
  readonly clock: Clock
  readonly settings: SettingValues
}

/** What a probe found out. Evidence is what a person can check: «answered FCh: ШТРИХ-М-01Ф, protocol 1.17». */
export interface ProbeAnswer {
  readonly identity: DeviceIdentity
  /** 0…1: 1 only where the device named itself over a protocol with a checksum. */
  readonly certainty: number
  readonly evidence: readonly Localized[]
  /** Settings that the probe learned (link layer that worked). */
  readonly settings?: SettingValues | undefined
}

/**
 * Everything the product knows of a device family. One folder exports one of these; one line in the role's index adds it.
 */
export interface DeviceFamily<R extends Role = Role> {
  readonly manifest: DeviceManifest<R>
  readonly wire: WireFormat
  /** Makes the driver. Sends nothing yet. */
  createDriver(environment: DriverEnvironment): DriverOfRole[R]
  /**
   * Asks, without any effect on the device, whether it is of this family. `undefined`: it is not, or it is silent.
   * Takes at most `patience` milliseconds. Never called where a wrong byte could do harm.
   */
  probe(
    environment: DriverEnvironment & { readonly patience: number; readonly signal?: AbortSignal | undefined },
  ): Promise<ProbeAnswer | undefined>
  createSimulator(environment: {
    readonly clock: Clock
    readonly random: Random
    readonly seed: SimulatorSeed
  }): DeviceSimulator | VirtualProgram
}

/** The shop that simulators play: set once, so that all four devices tell the same story. */
export interface SimulatorSeed {
  readonly shopName: string
  readonly taxpayerNumber: string
  /** Documents that a simulated fiscal storage holds, oldest first; absent for other roles. */
  readonly fiscalDocuments?: readonly SeedDocument[]
}

/** A document of a simulated storage, made by the generator of `native/codecs/ffd`. */
export interface SeedDocument {
  readonly number: number
  /** The document's container: form u16 LE, length u16 LE, TLV list. */
  readonly tlv: Uint8Array
  /** Operator's confirmation (document 7) in the same form, if it was sent. */
  readonly confirmation?: Uint8Array | undefined
}

/** Keeps a family's own type while it stands in lists of all families. */
export function defineFamily<R extends Role>(family: DeviceFamily<R>): DeviceFamily<R> {
  return family
}
