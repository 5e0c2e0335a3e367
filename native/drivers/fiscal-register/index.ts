import type { DeviceFamily } from '../device-family.ts'
import { atol } from './atol/family.ts'
import { mercury } from './mercury/family.ts'
import { pirit } from './pirit/family.ts'
import { shtrihM } from './shtrih-m/family.ts'

/** Families of this role. Adding one is adding its folder and a line here. */
export const families: readonly DeviceFamily<'fiscal-register'>[] = [shtrihM, atol, mercury, pirit]
