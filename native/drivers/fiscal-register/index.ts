import type { DeviceFamily } from '../device-family.ts'
import { atol } from './atol/family.ts'
import { atolWeb } from './atol-web/family.ts'
import { mercury } from './mercury/family.ts'
import { pirit } from './pirit/family.ts'
import { shtrihM } from './shtrih-m/family.ts'

/**
 * Families of this role. Adding one is adding its folder and a line here. Those that speak HTTP stand last: at an address that no
 * family has for its own they are tried last, too, and the ends of their lines feed the paper of a register that takes them one by one.
 */
export const families: readonly DeviceFamily<'fiscal-register'>[] = [shtrihM, atol, mercury, pirit, atolWeb]
