import type { SettingValues } from '../../device-family.ts'
import { playMachine } from '../shared/simulator/register-bench.ts'
import { createShtrihDriver } from './driver.ts'
import { ShtrihSimulator } from './simulator.ts'
import { standardCapabilities } from './simulator/capabilities.ts'

/** A machine that can do so much, and a host at it, for tests. */
export const bench = (settings: SettingValues = {}, capabilities = standardCapabilities) =>
  playMachine((environment) => new ShtrihSimulator({ ...environment, capabilities }), createShtrihDriver, settings)
