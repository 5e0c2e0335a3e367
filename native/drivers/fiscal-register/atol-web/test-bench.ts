import type { HttpMessage, RequestLine } from '../../../codecs/http/http-message.ts'
import { HttpReader } from '../../../codecs/http/http-reader.ts'
import { readJson } from '../../../codecs/json/located-json.ts'
import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import type { SettingValues } from '../../device-family.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'
import { createAtolWebDriver } from './driver.ts'
import { AtolWebSimulator } from './simulator.ts'

export interface SentRequest {
  readonly method: string
  readonly path: string
  readonly headers: HttpMessage['headers']
  readonly json: Readonly<Record<string, unknown>> | undefined
}

const read = ({ line, headers, body }: HttpMessage<RequestLine>): SentRequest => ({
  ...line,
  headers,
  json: body.length > 0 ? (readJson(body).value as Record<string, unknown>) : undefined,
})

/** The played server and a host whose requests are seen; `before` may do something to the server in front of one. */
export function bench(
  settings: SettingValues = { linkLayer: 'v2' },
  before: (request: SentRequest, simulator: AtolWebSimulator) => void = () => {},
) {
  const clock = new SimulatedClock()
  const seed = { shopName: 'Магазин', taxpayerNumber: '9909999996', fiscalDocuments: seedDocuments() }
  const simulator = new AtolWebSimulator({ clock, random: seededRandom(1), seed })
  const requests: SentRequest[] = []
  const line = simulatedLink(simulator, clock)
  const link: ByteLink = {
    ...line,
    write(bytes) {
      for (const message of new HttpReader('REQUEST').push(bytes)) {
        const request = read(message)
        requests.push(request)
        before(request, simulator)
      }
      return line.write(bytes)
    },
  }
  const register = createAtolWebDriver({ access: { kind: 'bytes', link }, clock, settings })
  const run = <T>(work: Promise<T>) => clock.runUntilSettled(work, 3_600_000)
  /** What was asked for since, the numbers of requests left out. */
  const sent = () => requests.splice(0).map(({ method, path }) => `${method} ${path.replace(/[\da-f-]{36}/u, 'uuid')}`)
  return { clock, simulator, machine: simulator.machine, link, register, run, requests, sent }
}

/** Something in front of the first request of a kind. */
export function once(
  kind: string,
  act: (simulator: AtolWebSimulator) => void,
): (request: SentRequest, simulator: AtolWebSimulator) => void {
  let armed = true
  return ({ method, path }, simulator) => {
    if (!armed || !`${method} ${path}`.startsWith(kind)) return
    armed = false
    act(simulator)
  }
}
