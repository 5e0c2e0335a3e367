import catalogue from '../../resources/device-catalogue/usb-ids.json' with { type: 'json' }
import type { Role } from '../drivers/role.ts'
import type { PortDescription } from '../transports/port-enumerator.ts'

interface CatalogueRow {
  readonly vendorId: string
  readonly productId: string | null
  readonly vendor: string
  readonly product: string
  readonly role: string
  readonly confidence: string
}

/** Kinds of the catalogue that a role of the till can be; converters and hubs suggest nothing. */
const rolesOfKind: Readonly<Record<string, readonly Role[]>> = {
  kkt: ['fiscal-register'],
  scanner: ['scanner'],
  scale: ['scale'],
  'scanner-scale': ['scanner', 'scale'],
  terminal: ['payment-terminal'],
  pinpad: ['payment-terminal'],
}

export interface PortLabel {
  /** What to call the port: words of the catalogue, else of the device, else nothing but its path. */
  readonly label: string
  /** A guess: a converter's id says nothing of what hangs behind it. */
  readonly suggestedRoles: readonly Role[]
}

/** Names a port after its USB id. */
export function describePort(port: PortDescription): PortLabel {
  const { usb } = port
  if (!usb) return { label: port.program ? `${port.path} (${port.program})` : port.path, suggestedRoles: [] }
  const rows = (catalogue as readonly CatalogueRow[]).filter(
    (row) => row.vendorId === usb.vendorId && (row.productId === usb.productId || row.productId === null),
  )
  const best = rows.find((row) => row.productId === usb.productId) ?? rows[0]
  const own = [usb.manufacturer, usb.product].filter(Boolean).join(' ')
  return {
    label: best ? `${best.vendor}: ${best.product}` : own || `USB ${usb.vendorId}:${usb.productId}`,
    suggestedRoles: [
      ...new Set(rows.filter((row) => row.confidence !== 'low').flatMap((row) => rolesOfKind[row.role] ?? [])),
    ],
  }
}
