import type { DeviceFamily } from './device-family.ts'
import { families as fiscalRegisters } from './fiscal-register/index.ts'
import { families as paymentTerminals } from './payment-terminal/index.ts'
import { families as scales } from './scale/index.ts'
import { families as scanners } from './scanner/index.ts'

/** Every device family of the product, in the order of the role strip. */
export const allFamilies: readonly DeviceFamily[] = [
  ...fiscalRegisters,
  ...scanners,
  ...scales,
  ...paymentTerminals,
] as readonly DeviceFamily[]
