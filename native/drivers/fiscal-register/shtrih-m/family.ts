import { defineFamily } from '../../device-family.ts'
import { createShtrihDriver } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { ShtrihSimulator } from './simulator.ts'
import { wire } from './wire.ts'

export const shtrihM = defineFamily<'fiscal-register'>({
  manifest,
  wire,
  createDriver: createShtrihDriver,
  probe,
  createSimulator: (environment) => new ShtrihSimulator(environment),
})
