import { defineFamily } from '../../device-family.ts'
import { createMercuryDriver } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { MercurySimulator } from './simulator.ts'
import { wire } from './wire.ts'

export const mercury = defineFamily<'fiscal-register'>({
  manifest,
  wire,
  createDriver: createMercuryDriver,
  probe,
  createSimulator: (environment) => new MercurySimulator(environment),
})
