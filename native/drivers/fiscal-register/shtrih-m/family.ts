import { defineFamily } from '../../device-family.ts'
import { ShtrihRegister } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { ShtrihSimulator } from './simulator.ts'
import { wire } from './wire.ts'

export const shtrihM = defineFamily<'fiscal-register'>({
  manifest,
  wire,
  createDriver: (environment) => new ShtrihRegister(environment),
  probe,
  createSimulator: (environment) => new ShtrihSimulator(environment),
})
