import type { LinkOpener } from './byte-link.ts'
import { openSerialLink } from './serial/serial-link.ts'
import { openTcpLink } from './tcp/tcp-link.ts'

/** Opens the real ports of this machine. */
export function createSystemOpener(): LinkOpener {
  return {
    open: (address, signal) =>
      address.kind === 'serial' ? openSerialLink(address, signal) : openTcpLink(address, signal),
  }
}
