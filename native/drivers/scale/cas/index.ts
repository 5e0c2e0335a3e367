import { defineFamily } from '../../device-family.ts'
import { createDriver } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { createSimulator } from './simulator.ts'
import { wire } from './wire.ts'

export const cas = defineFamily<'scale'>({ manifest, wire, createDriver, probe, createSimulator })
