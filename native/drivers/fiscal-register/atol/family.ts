import { defineFamily } from '../../device-family.ts'
import { createAtolDriver } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { AtolSimulator } from './simulator.ts'
import { wire } from './wire.ts'

export const atol = defineFamily<'fiscal-register'>({
  manifest,
  wire,
  createDriver: createAtolDriver,
  probe,
  createSimulator: (environment) => new AtolSimulator(environment),
})
