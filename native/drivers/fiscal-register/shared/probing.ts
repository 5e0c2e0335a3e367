import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DeviceFamily, ProbeAnswer } from '../../device-family.ts'

type ProbeEnvironment = Parameters<DeviceFamily<'fiscal-register'>['probe']>[0]

/**
 * Asks within the patience of the environment. A machine that is silent, garbled or refuses is of another family; only the
 * caller's own cancellation is thrown. `release` is called whatever happened.
 */
export async function probeWithin(
  { clock, patience, signal }: ProbeEnvironment,
  ask: (signal: AbortSignal) => Promise<ProbeAnswer | undefined>,
  release: () => void,
): Promise<ProbeAnswer | undefined> {
  const enough = new AbortController()
  const forget = clock.schedule(patience, () => enough.abort())
  try {
    return await ask(signal ? AbortSignal.any([signal, enough.signal]) : enough.signal)
  } catch (error) {
    if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
    if (error instanceof DeviceFailure) return undefined
    throw error
  } finally {
    forget()
    release()
  }
}
