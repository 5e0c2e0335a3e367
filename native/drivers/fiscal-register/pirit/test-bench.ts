import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { SettingValues } from '../../device-family.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'
import { createPiritDriver } from './driver.ts'
import { PiritSimulator } from './simulator.ts'
import { standardCapabilities } from './simulator/capabilities.ts'

/** A machine with a small storage and a host at it, for tests. */
export function bench(settings: SettingValues = {}, capabilities = standardCapabilities) {
  const clock = new SimulatedClock()
  const seed = { shopName: 'Магазин', taxpayerNumber: '9909999996', fiscalDocuments: seedDocuments() }
  const simulator = new PiritSimulator({ clock, random: seededRandom(1), seed, capabilities })
  const connect = () =>
    createPiritDriver({ access: { kind: 'bytes', link: simulatedLink(simulator, clock) }, clock, settings })
  const register = connect()
  const run = <T>(work: Promise<T>) => clock.runUntilSettled(work)
  return { clock, simulator, register, connect, run, machine: simulator.machine }
}
