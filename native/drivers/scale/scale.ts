import type { OperationContext } from '../../foundation/operation.ts'
import type { DeviceIdentity } from '../role.ts'

/** One reading. Mass is a whole number of milligrams, so nothing is lost to binary fractions. */
export interface WeightReading {
  /** Net mass in milligrams; negative if the pan was unloaded after a tare. `undefined` with overload, underload or fault. */
  readonly milligrams: number | undefined
  /** Smallest step that the scale shows, in milligrams; tells how many digits to print. `undefined` if not told. */
  readonly divisionMilligrams: number | undefined
  readonly stable: boolean
  readonly zero: boolean
  /** Tare is in use: the mass is net. */
  readonly net: boolean
  readonly tareMilligrams: number | undefined
  readonly condition: 'normal' | 'overload' | 'underload' | 'fault'
  /** Unit in which the device itself speaks. */
  readonly unit: 'g' | 'kg' | 'lb' | 'oz' | 'mg'
}

export const scaleCapabilities = ['weight', 'zero', 'tare', 'clear-tare', 'name', 'range'] as const
export type ScaleCapability = (typeof scaleCapabilities)[number]

export interface ScaleRange {
  readonly maximumMilligrams: number | undefined
  readonly minimumMilligrams: number | undefined
  readonly divisionMilligrams: number | undefined
  readonly maximumTareMilligrams: number | undefined
}

/** A scale. One request at a time; a live reading is the host calling `readWeight` again and again. */
export interface Scale {
  readonly capabilities: ReadonlySet<ScaleCapability>
  identify(context: OperationContext): Promise<DeviceIdentity>
  /** Throws `link.timeout`, `link.lost`, `link.garbled`. Overload and the like are readings, not failures. */
  readWeight(context: OperationContext): Promise<WeightReading>
  readRange(context: OperationContext): Promise<ScaleRange>
  /** Physical. Throws `scale.zero-refused` with the vendor's reason. */
  zero(context: OperationContext): Promise<void>
  /** Physical. Takes the present load as tare, or `milligrams`; 0 clears it. Throws `scale.tare-refused`. */
  tare(milligrams: number | 'present-load', context: OperationContext): Promise<void>
}
