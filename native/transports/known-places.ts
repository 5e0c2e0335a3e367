import { stat } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'

/**
 * True if this machine has an interface in the same network as `host` (an IPv4 address). A device's factory address is
 * worth a try only then: anywhere else the bytes would go to a stranger.
 */
export function isInOwnNetwork(
  host: string,
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): boolean {
  const target = ipv4(host)
  if (target === undefined) return false
  // A vendor's service on this very computer.
  if (target >= 0x7f00_0000 && target <= 0x7fff_ffff) return true
  return Object.values(interfaces).some((addresses) =>
    addresses?.some(({ family, address, netmask, internal }) => {
      const [own, mask] = [ipv4(address), ipv4(netmask)]
      if (internal || family !== 'IPv4' || own === undefined || mask === undefined) return false
      // A mask of a whole continent (a tunnel, a provider's network) says nothing of a cable in this shop.
      return mask >= 0xffff_0000 && own !== target && (own & mask) === (target & mask)
    }),
  )
}

function ipv4(text: string): number | undefined {
  const parts = text.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined
  return parts.reduce((number, part) => number * 256 + part, 0)
}

/** True if a vendor's program is installed in that folder. */
export function isInstalled(directory: string, program: string): Promise<boolean> {
  return stat(join(directory, program)).then(
    (entry) => entry.isFile(),
    () => false,
  )
}
