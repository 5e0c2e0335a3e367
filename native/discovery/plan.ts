import type { DeviceFamily } from '../drivers/device-family.ts'
import type { Role } from '../drivers/role.ts'
import type { LinkAddress } from '../transports/link-address.ts'
import type { PortDescription } from '../transports/port-enumerator.ts'
import { describePort } from './usb-catalogue.ts'

/** One try: this family, at this address. */
export interface Attempt {
  readonly port: PortDescription
  readonly family: DeviceFamily
  readonly address: LinkAddress
}

/**
 * Orders the tries of one port so that a device is found soon and none is disturbed: families that the USB id speaks for
 * first, then protocols that guard themselves with a checksum and a header, each at its likeliest speed before any other
 * speed is tried. Passive devices, whose probe only listens to evidence, come last.
 */
export function planAttempts(port: PortDescription, families: readonly DeviceFamily[]): Attempt[] {
  const ranked = families
    .filter((family) => family.manifest.transports.some(({ kind }) => kind === port.kind))
    .map((family) => ({ family, rank: rankFor(port, family) }))
    .filter(({ rank }) => rank < excluded)
    .sort((left, right) => left.rank - right.rank)
  const rounds = ranked.map(({ family }) => addressesOf(port, family).map((address) => ({ port, family, address })))
  const longest = Math.max(0, ...rounds.map((round) => round.length))
  const attempts: Attempt[] = []
  for (let round = 0; round < longest; round++) {
    for (const tries of rounds) {
      const attempt = tries[round]
      if (attempt) attempts.push(attempt)
    }
  }
  return attempts
}

const excluded = 100

const roleOrder: Readonly<Record<Role, number>> = { 'fiscal-register': 0, scale: 1, 'payment-terminal': 2, scanner: 3 }

function rankFor(port: PortDescription, family: DeviceFamily): number {
  const named = family.manifest.usb.some(
    ({ vendorId, productId }) => vendorId === port.usb?.vendorId && productId === port.usb?.productId,
  )
  if (named || standsAt(port, family)) return 0
  const { suggestedRoles } = describePort(port)
  // An id that names another role for sure: a probe of the wrong family could only disturb the device.
  if (suggestedRoles.length > 0 && !suggestedRoles.includes(family.manifest.role)) return excluded
  return 10 + roleOrder[family.manifest.role]
}

/** A network address with the family's own port number. */
function standsAt(port: PortDescription, { manifest }: DeviceFamily): boolean {
  const [, portNumber] = port.kind === 'tcp' ? splitHost(port.path) : []
  return manifest.transports.some((transport) => transport.kind === 'tcp' && transport.defaultPort === portNumber)
}

function addressesOf(port: PortDescription, family: DeviceFamily): LinkAddress[] {
  return family.manifest.transports.flatMap((transport): LinkAddress[] => {
    if (transport.kind !== port.kind) return []
    switch (transport.kind) {
      case 'serial':
        return transport.baudRates.map((baudRate) => ({
          kind: 'serial',
          path: port.path,
          settings: { ...transport.defaults, baudRate },
        }))
      case 'tcp': {
        const [host, portNumber] = splitHost(port.path)
        return host ? [{ kind: 'tcp', host, port: portNumber ?? transport.defaultPort }] : []
      }
      case 'program':
        return port.program && transport.programs.includes(port.program)
          ? [{ kind: 'program', directory: port.path, program: port.program }]
          : []
    }
  })
}

function splitHost(path: string): [string | undefined, number | undefined] {
  const colon = path.lastIndexOf(':')
  if (colon < 0) return [path, undefined]
  const port = Number(path.slice(colon + 1))
  return Number.isInteger(port) && port > 0 && port < 65_536 ? [path.slice(0, colon), port] : [undefined, undefined]
}
