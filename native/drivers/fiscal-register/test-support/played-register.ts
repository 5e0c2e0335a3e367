import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import type { DeviceFamily, SettingValues } from '../../device-family.ts'
import { families } from '../index.ts'
import { RegisterSimulator } from '../shared/simulator/register-simulator.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'

/** A family over one of the link layers that its settings offer. */
export interface RegisterVariant {
  readonly label: string
  readonly family: DeviceFamily<'fiscal-register'>
  readonly settings: SettingValues
}

/** Every register family over every link layer, for suites that all of them must pass. */
export function registerVariants(id?: string): RegisterVariant[] {
  return families
    .filter(({ manifest }) => id === undefined || manifest.id === id)
    .flatMap((family) => {
      const link = family.manifest.settings.find(({ name }) => name === 'linkLayer')
      const layers = link?.kind === 'choice' ? link.options.map(({ value }) => value) : []
      const named = layers.filter((layer) => layer !== 'auto')
      if (named.length === 0) return [{ label: family.manifest.id, family, settings: {} }]
      return named.map((linkLayer) => ({
        label: `${family.manifest.id} ${linkLayer}`,
        family,
        settings: { linkLayer },
      }))
    })
}

/** A played machine with a small storage and a host at a perfect cable. */
export function playRegister({ family, settings }: RegisterVariant) {
  const clock = new SimulatedClock()
  const seed = { shopName: 'Магазин', taxpayerNumber: '9909999996', fiscalDocuments: seedDocuments() }
  const simulator = family.createSimulator({ clock, random: seededRandom(1), seed })
  if (!(simulator instanceof RegisterSimulator)) throw new Error(`${family.manifest.id} plays no register`)
  const connect = (link: ByteLink = simulatedLink(simulator, clock)) =>
    family.createDriver({ access: { kind: 'bytes', link }, clock, settings })
  const run = <T>(work: Promise<T>) => clock.runUntilSettled(work, 3_600_000)
  return { clock, simulator, machine: simulator.machine, connect, register: connect(), run }
}
