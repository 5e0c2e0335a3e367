import { access, constants, statfs } from 'node:fs/promises'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { PortListing } from '../../../native/transports/port-enumerator.ts'
import type { SystemCheck } from '../../contract/system.ts'
import type { Store } from '../store/store.ts'

export interface SystemCheckEnvironment {
  readonly listPorts: () => Promise<PortListing>
  readonly onBench: boolean
  readonly clock: Clock
  readonly dataDirectory: string
  readonly store: Store
}

/** What the wizard looks at before any device. Each answers for itself: one that breaks is a finding, not an error. */
export async function runSystemChecks(environment: SystemCheckEnvironment): Promise<SystemCheck[]> {
  const listing = await environment.listPorts()
  return Promise.all([
    checkPorts(listing),
    checkPermissions(listing, environment.onBench),
    checkUsb(listing),
    checkClock(environment.clock),
    checkDisk(environment.dataDirectory),
    checkDatabase(environment.store),
  ])
}

function checkPorts(listing: PortListing): SystemCheck {
  const serial = listing.ports.filter((port) => port.kind === 'serial')
  const gap = listing.gaps.find((candidate) => candidate.bus === 'serial')
  const evidence = [
    { name: 'portCount', value: listing.ports.length },
    { name: 'serialPortCount', value: serial.length },
    ...(gap ? [{ name: 'reason', value: gap.reason }] : []),
  ]
  if (gap) return { id: 'ports', health: 'fails', evidence, advice: 'cannot-list' }
  if (listing.ports.length === 0) return { id: 'ports', health: 'attention', evidence, advice: 'no-ports' }
  return { id: 'ports', health: 'works', evidence }
}

/** On Linux a port belongs to a group, and a person who is not in it finds every device silent. */
async function checkPermissions(listing: PortListing, onBench: boolean): Promise<SystemCheck> {
  const paths = onBench ? [] : listing.ports.filter((port) => port.kind === 'serial').map((port) => port.path)
  const refused: string[] = []
  if (process.platform === 'linux') {
    for (const path of paths) await access(path, constants.R_OK | constants.W_OK).catch(() => refused.push(path))
  }
  const evidence = [
    { name: 'checkedPortCount', value: paths.length },
    ...(refused.length > 0 ? [{ name: 'refusedPorts', value: refused.slice(0, 10).join(', ') }] : []),
  ]
  if (refused.length > 0) return { id: 'port-permissions', health: 'fails', evidence, advice: 'join-group' }
  return { id: 'port-permissions', health: 'works', evidence }
}

function checkUsb(listing: PortListing): SystemCheck {
  const gaps = listing.gaps.filter((gap) => gap.bus !== 'serial')
  const count = listing.ports.filter((port) => port.usb).length
  const evidence = [
    { name: 'usbDeviceCount', value: count },
    ...gaps.map((gap) => ({ name: 'reason', value: `${gap.bus}: ${gap.reason}` })),
  ]
  return gaps.length > 0
    ? { id: 'usb', health: 'attention', evidence, advice: 'cannot-watch' }
    : { id: 'usb', health: 'works', evidence }
}

/** A till whose clock stands years off makes documents that the tax office refuses; seconds are the register's own matter. */
function checkClock(clock: Clock): SystemCheck {
  const now = clock.civil()
  const evidence = [
    { name: 'systemTime', value: now.toISOString() },
    { name: 'timeZone', value: Intl.DateTimeFormat().resolvedOptions().timeZone },
  ]
  const plausible = now.getUTCFullYear() >= 2025 && now.getUTCFullYear() < 2100
  return plausible
    ? { id: 'clock', health: 'works', evidence }
    : { id: 'clock', health: 'fails', evidence, advice: 'set-clock' }
}

const scarceBytes = 500 * 1024 * 1024
const tooFewBytes = 50 * 1024 * 1024

async function checkDisk(dataDirectory: string): Promise<SystemCheck> {
  if (dataDirectory === ':memory:') return { id: 'disk', health: 'attention', evidence: [], advice: 'nothing-kept' }
  try {
    const { bavail, bsize } = await statfs(dataDirectory)
    const free = bavail * bsize
    const evidence = [
      { name: 'freeMegabytes', value: Math.floor(free / 1024 / 1024) },
      { name: 'dataDirectory', value: dataDirectory },
    ]
    if (free < tooFewBytes) return { id: 'disk', health: 'fails', evidence, advice: 'free-space' }
    if (free < scarceBytes) return { id: 'disk', health: 'attention', evidence, advice: 'free-space' }
    return { id: 'disk', health: 'works', evidence }
  } catch (error) {
    return {
      id: 'disk',
      health: 'fails',
      evidence: [{ name: 'reason', value: reasonOf(error) }],
      advice: 'not-reachable',
    }
  }
}

async function checkDatabase(store: Store): Promise<SystemCheck> {
  try {
    const complaints = await store.run('maintenance.quickCheck', {})
    if (complaints.length === 0) return { id: 'database', health: 'works', evidence: [] }
    return {
      id: 'database',
      health: 'fails',
      evidence: [{ name: 'reason', value: complaints[0] ?? '' }],
      advice: 'damaged',
    }
  } catch (error) {
    return {
      id: 'database',
      health: 'fails',
      evidence: [{ name: 'reason', value: reasonOf(error) }],
      advice: 'damaged',
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : String(error)
}
