import { defineFamily } from '../../device-family.ts'
import { createAtolWebDriver } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { AtolWebSimulator } from './simulator.ts'
import { wire } from './wire.ts'

export const atolWeb = defineFamily<'fiscal-register'>({
  manifest,
  wire,
  createDriver: createAtolWebDriver,
  probe,
  createSimulator: (environment) => new AtolWebSimulator(environment),
})
