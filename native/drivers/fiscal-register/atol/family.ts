import { defineFamily } from '../../device-family.ts'
import { AtolRegister } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { AtolSimulator } from './simulator.ts'
import { wire } from './wire.ts'

export const atol = defineFamily<'fiscal-register'>({
  manifest,
  wire,
  createDriver: (environment) => new AtolRegister(environment),
  probe,
  createSimulator: (environment) => new AtolSimulator(environment),
})
