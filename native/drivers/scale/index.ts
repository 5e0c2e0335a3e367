import type { DeviceFamily } from '../device-family.ts'
import { cas } from './cas/index.ts'
import { massaK100 } from './massa-k-100/index.ts'

/** Families of this role. Adding one is adding its folder and a line here. */
export const families: readonly DeviceFamily<'scale'>[] = [massaK100, cas]
