import type { SettingValues } from '../../device-family.ts'
import { playMachine } from '../shared/simulator/register-bench.ts'
import { createPiritDriver } from './driver.ts'
import { PiritSimulator } from './simulator.ts'
import { standardCapabilities } from './simulator/capabilities.ts'

/** A machine that can do so much, and a host at it, for tests. */
export const bench = (settings: SettingValues = {}, capabilities = standardCapabilities) =>
  playMachine((environment) => new PiritSimulator({ ...environment, capabilities }), createPiritDriver, settings)
