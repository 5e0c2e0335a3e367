import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DeviceFamily, ProbeAnswer } from '../../device-family.ts'
import { probeWithin } from '../shared/probing.ts'
import { HttpLine } from './http-line.ts'
import { readAtolWebSettings } from './settings.ts'
import { vendor } from './status-reading.ts'
import { getDeviceInfo } from './tasks/status.ts'
import { WebServer } from './web-server.ts'

type Signal = AbortSignal | undefined

/** Asks what the server says of itself, and it alone if the register behind it does not answer in time. Nothing is put into its queue. */
export const probe: DeviceFamily<'fiscal-register'>['probe'] = async (environment) => {
  const { access, clock, settings } = environment
  if (access.kind !== 'bytes') return undefined
  const read = readAtolWebSettings(settings)
  const line = new HttpLine(access.link, clock, read.authorization)
  const server = new WebServer(line, clock, read)
  let answer: ProbeAnswer | undefined
  const ask = async (signal: Signal) => {
    answer = await askServer(server, signal)
    return answer && ((await askRegister(server, answer, signal)) ?? answer)
  }
  const asked = await probeWithin(environment, ask, () => line.release())
  return asked ?? answer
}

async function askServer(server: WebServer, signal: Signal): Promise<ProbeAnswer | undefined> {
  const info = await server.info(signal)
  if (info) {
    const name = `${info.product} ${info.version}`
    return {
      identity: { vendor, facts: [{ name: 'Веб-сервер', value: name }] },
      certainty: 1,
      evidence: [
        {
          ru: `Веб-сервер драйвера ККТ ответил на serverInfo: ${name}. Сама касса ещё не опрошена`,
          en: `The driver’s web server answered serverInfo: ${name}. The register itself was not asked yet`,
        },
      ],
    }
  }
  if (!(await server.countsRequests(signal))) return undefined
  return {
    identity: { vendor, facts: [{ name: 'Веб-сервер', value: 'прежний, /requests' }] },
    certainty: 0.9,
    evidence: [
      {
        ru: 'Веб-сервер драйвера ККТ прежней версии ответил на /stat/requests. Сама касса ещё не опрошена',
        en: 'The driver’s web server of an earlier version answered /stat/requests. The register itself was not asked yet',
      },
    ],
    settings: { linkLayer: 'v1' },
  }
}

/** Only where the server asks the register at once. */
async function askRegister(server: WebServer, found: ProbeAnswer, signal: Signal): Promise<ProbeAnswer | undefined> {
  try {
    const info = await server.askPastQueue(getDeviceInfo, signal)
    if (!info) return undefined
    const { modelName, serial, firmwareVersion } = info.deviceInfo
    return {
      ...found,
      identity: {
        vendor,
        model: modelName,
        serialNumber: serial,
        firmware: firmwareVersion,
        facts: found.identity.facts,
      },
      evidence: [
        {
          ru: `Касса за веб-сервером назвала себя: ${modelName}, заводской номер ${serial}`,
          en: `The register behind the web server named itself: ${modelName}, factory number ${serial}`,
        },
      ],
    }
  } catch (error) {
    if (error instanceof DeviceFailure) return undefined
    throw error
  }
}
