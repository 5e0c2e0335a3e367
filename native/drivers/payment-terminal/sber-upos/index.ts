import { defineFamily } from '../../device-family.ts'
import { createDriver } from './driver.ts'
import { manifest } from './manifest.ts'
import { probe } from './probe.ts'
import { createSimulator } from './simulator.ts'
import { wire } from './wire/wire.ts'

export const sberUpos = defineFamily<'payment-terminal'>({ manifest, wire, createDriver, probe, createSimulator })
