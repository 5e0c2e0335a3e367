import type { SimulatorControl } from '../../../device-simulator.ts'
import { damageControl, lineControls, personControls } from '../../shared/simulator/common-controls.ts'

/** What a person at the bench can do to the machine, and how it can be made to misbehave. */
export const controls: readonly SimulatorControl[] = [...personControls, ...lineControls, damageControl]
