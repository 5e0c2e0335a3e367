import type { DeviceFamily, SettingValues } from '../../device-family.ts'
import { families } from '../index.ts'
import type { SimulatorEnvironment } from '../shared/simulator/played-machine.ts'
import { RegisterSimulator } from '../shared/simulator/register-simulator.ts'
import { playMachine } from '../shared/simulator/register-bench.ts'

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

/** A family's machine as the virtual bench makes it, and a host at it. */
export function playRegister({ family, settings }: RegisterVariant) {
  const create = (environment: SimulatorEnvironment) => {
    const simulator = family.createSimulator(environment)
    if (!(simulator instanceof RegisterSimulator)) throw new Error(`${family.manifest.id} plays no register`)
    return simulator
  }
  return playMachine(create, family.createDriver, settings)
}
