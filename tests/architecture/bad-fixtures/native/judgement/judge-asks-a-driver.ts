import { family } from '../drivers/scale/cas/family.ts'

export const judged = family
