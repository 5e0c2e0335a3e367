import type { DeviceCheck } from '../../../native/drivers/check.ts'
import { registerChecks } from '../../../native/drivers/fiscal-register/checks.ts'
import { paymentTerminalChecks } from '../../../native/drivers/payment-terminal/checks.ts'
import { scaleChecks } from '../../../native/drivers/scale/checks.ts'
import { scannerChecks } from '../../../native/drivers/scanner/checks.ts'

/** Every check of the product, in the order of the role strip. */
export const allChecks = [
  ...registerChecks,
  ...scannerChecks,
  ...scaleChecks,
  ...paymentTerminalChecks,
] as readonly DeviceCheck[]
