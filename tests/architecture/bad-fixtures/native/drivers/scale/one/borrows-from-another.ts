export { family } from '../two/family.ts'
