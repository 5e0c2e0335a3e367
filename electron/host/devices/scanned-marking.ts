import { DeviceFailure } from '../../../native/foundation/device-failure.ts'
import type { MarkingAnswer } from '../../contract/devices.ts'
import { HostFailure } from '../host-failure.ts'
import type { DeviceService } from './device-service.ts'

/** How a scan shows the separator of GS1 elements, and what it is. */
const shownSeparator = /␝/gu
const separator = '\u001d'

/**
 * Has the register's storage check a code that was scanned, and forget it: nothing is sold. Throws `host.not-found` for a scan that
 * is not on the list any more, `operation.not-supported` where the register cannot, and what the register throws.
 */
export async function checkScannedMarking(
  devices: DeviceService,
  scanId: number,
  signal: AbortSignal | undefined,
): Promise<MarkingAnswer> {
  const scan = devices.readings.snapshot().scans.find(({ id }) => id === scanId)
  if (!scan) throw new HostFailure('host.not-found', { what: `scan ${scanId}` })
  const register = devices.driver('fiscal-register', 'operation')
  if (!register.capabilities.has('check-marking'))
    throw new DeviceFailure('operation.not-supported', { capability: 'check-marking' })
  const code = scan.text.replace(shownSeparator, separator)
  return { scanId, ...(await register.checkMarkingCode(code, { signal })) }
}
