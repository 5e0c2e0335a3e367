import { CreditCard, Printer, Scale, ScanBarcode, type LucideIcon } from 'lucide-react'
import type { Role } from '../../electron/contract/vocabulary.ts'

/** In the order of the role strip. */
export const roles = ['fiscal-register', 'scanner', 'scale', 'payment-terminal'] as const satisfies readonly Role[]

export const roleIcons: Record<Role, LucideIcon> = {
  'fiscal-register': Printer,
  scanner: ScanBarcode,
  scale: Scale,
  'payment-terminal': CreditCard,
}
