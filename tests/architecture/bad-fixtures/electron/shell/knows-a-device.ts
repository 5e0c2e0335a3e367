export { allFamilies } from '../../native/drivers/families.ts'
