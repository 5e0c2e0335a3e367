import { defineFamily } from '../../device-family.ts'
import { createPiritDriver } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { PiritSimulator } from './simulator.ts'
import { wire } from './wire.ts'

export const pirit = defineFamily<'fiscal-register'>({
  manifest,
  wire,
  createDriver: createPiritDriver,
  probe,
  createSimulator: (environment) => new PiritSimulator(environment),
})
