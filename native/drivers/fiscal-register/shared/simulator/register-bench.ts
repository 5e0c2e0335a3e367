import { seededRandom } from '../../../../foundation/random.ts'
import { SimulatedClock } from '../../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../../transports/byte-link.ts'
import type { DriverEnvironment, SettingValues } from '../../../device-family.ts'
import type { FiscalRegister } from '../../fiscal-register.ts'
import type { SimulatorEnvironment } from './played-machine.ts'
import type { RegisterSimulator } from './register-simulator.ts'
import { simulatedLink } from './simulated-link.ts'
import { seedDocuments } from './small-storage.ts'

/** A played machine with a small storage and a host at a perfect cable, in simulated time. */
export function playMachine<Simulator extends RegisterSimulator>(
  createSimulator: (environment: SimulatorEnvironment) => Simulator,
  createDriver: (environment: DriverEnvironment) => FiscalRegister,
  settings: SettingValues,
) {
  const clock = new SimulatedClock()
  const seed = { shopName: 'Магазин', taxpayerNumber: '9909999996', fiscalDocuments: seedDocuments() }
  const simulator = createSimulator({ clock, random: seededRandom(1), seed })
  const machine: Simulator['machine'] = simulator.machine
  /** The latest host has the line. */
  const connect = (link: ByteLink = simulatedLink(simulator, clock)) =>
    createDriver({ access: { kind: 'bytes', link }, clock, settings })
  const run = <T>(work: Promise<T>) => clock.runUntilSettled(work, 3_600_000)
  return { clock, simulator, machine, connect, register: connect(), run }
}
