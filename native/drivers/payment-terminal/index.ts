import type { DeviceFamily } from '../device-family.ts'
import { sberUpos } from './sber-upos/index.ts'

/** Families of this role. Adding one is adding its folder and a line here. */
export const families: readonly DeviceFamily<'payment-terminal'>[] = [sberUpos]
