import type { DeviceFamily } from '../drivers/device-family.ts'
import { isInOwnNetwork, isInstalled } from '../transports/known-places.ts'
import type { PortDescription, PortEnumerator, PortListing } from '../transports/port-enumerator.ts'

/**
 * Adds to the machine's own ports what no bus lists: factory addresses of network devices, if this machine is in their
 * network, and folders of vendors' programs, if they are installed.
 */
export function withKnownPlaces(enumerator: PortEnumerator, families: readonly DeviceFamily[]): PortEnumerator {
  const complete = async (listing: PortListing): Promise<PortListing> => ({
    ...listing,
    ports: [...listing.ports, ...(await listKnownPlaces(families))],
  })
  return {
    list: async () => complete(await enumerator.list()),
    watch: (listener) => enumerator.watch((listing) => void complete(listing).then(listener)),
  }
}

async function listKnownPlaces(families: readonly DeviceFamily[]): Promise<PortDescription[]> {
  const places = new Map<string, PortDescription>()
  for (const { manifest } of families) {
    for (const transport of manifest.transports) {
      if (transport.kind === 'tcp') {
        for (const host of transport.defaultHosts.filter((address) => isInOwnNetwork(address))) {
          const path = `${host}:${transport.defaultPort}`
          places.set(path, { identity: `tcp:${path}`, kind: 'tcp', path })
        }
      } else if (transport.kind === 'program') {
        for (const directory of transport.defaultDirectories) {
          for (const program of transport.programs) {
            if (!(await isInstalled(directory, program))) continue
            places.set(`${directory}/${program}`, {
              identity: `program:${directory}/${program}`,
              kind: 'program',
              path: directory,
              program,
            })
          }
        }
      }
    }
  }
  return [...places.values()]
}
