import type { DeviceFamily } from '../device-family.ts'
import { serialScanner } from './serial/index.ts'

/** Families of this role. Adding one is adding its folder and a line here. */
export const families: readonly DeviceFamily<'scanner'>[] = [serialScanner]
