import type { DeviceFamily } from '../../device-family.ts'
import { probeWithin } from '../shared/probing.ts'
import { getDriverInfo } from './commands/session.ts'
import { Service } from './service.ts'
import { ServiceLine } from './service-line.ts'
import { readMercurySettings } from './settings.ts'
import { vendor } from './status-reading.ts'

/**
 * Asks GetDriverInfo, which the service answers by itself. The register behind it is left alone: opening a session would send bytes
 * to whatever is at the port that the settings happen to name, and take the register from the till program.
 */
export const probe: DeviceFamily<'fiscal-register'>['probe'] = async (environment) => {
  const { access, clock, settings } = environment
  if (access.kind !== 'bytes') return undefined
  const line = new ServiceLine(access.link, clock)
  const service = new Service(line, readMercurySettings(settings))
  return probeWithin(
    environment,
    async (signal) => {
      const { driverVer, protocolVer } = await service.read(getDriverInfo, signal)
      const version = driverVer ?? protocolVer
      if (version === undefined) return undefined
      return {
        identity: { vendor, facts: [{ name: 'Версия службы', value: version }] },
        certainty: 1,
        evidence: [
          {
            ru: `Служба INECRMAN ответила на GetDriverInfo: версия ${version}. Сама касса ещё не опрошена`,
            en: `The service INECRMAN answered GetDriverInfo: version ${version}. The register itself was not asked yet`,
          },
        ],
      }
    },
    () => line.release(),
  )
}
