import type { DeviceFamily } from '../drivers/device-family.ts'
import type { ByteLink, LinkOpener } from '../transports/byte-link.ts'
import type { LinkAddress } from '../transports/link-address.ts'
import { reopeningLink } from '../transports/reopening-link.ts'

/** Opens the line to a device in the way in which its family wants it. Throws as `LinkOpener.open`. */
export async function openFamilyLink(
  opener: LinkOpener,
  { manifest }: Pick<DeviceFamily, 'manifest'>,
  address: Exclude<LinkAddress, { kind: 'program' }>,
  signal?: AbortSignal,
): Promise<ByteLink> {
  const link = await opener.open(address, signal)
  const reopens = manifest.transports.some(
    (transport) => transport.kind === 'tcp' && address.kind === 'tcp' && transport.reopens === true,
  )
  return reopens ? reopeningLink(link, () => opener.open(address)) : link
}
