import type { FiscalRegister } from './fiscal-register/fiscal-register.ts'
import type { PaymentTerminal } from './payment-terminal/payment-terminal.ts'
import type { Scale } from './scale/scale.ts'
import type { Scanner } from './scanner/scanner.ts'

/** The four places at a till that a device can fill. */
export const roles = ['fiscal-register', 'scanner', 'scale', 'payment-terminal'] as const
export type Role = (typeof roles)[number]

/** What a driver of each role can do. */
export interface DriverOfRole {
  'fiscal-register': FiscalRegister
  scanner: Scanner
  scale: Scale
  'payment-terminal': PaymentTerminal
}

/** What a device says of itself. Unknown parts are absent, never invented. */
export interface DeviceIdentity {
  readonly vendor?: string | undefined
  readonly model?: string | undefined
  readonly serialNumber?: string | undefined
  readonly firmware?: string | undefined
  /** Further facts worth showing, in the vendor's terms. */
  readonly facts: readonly { readonly name: string; readonly value: string }[]
}
