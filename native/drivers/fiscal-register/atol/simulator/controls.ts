import type { SimulatorControl } from '../../../device-simulator.ts'
import { damageControl, lineControls, personControls } from '../../shared/simulator/common-controls.ts'

/** What a person at the bench can do to the machine, and how it can be made to misbehave. */
export const controls: readonly SimulatorControl[] = [
  ...personControls,
  ...lineControls,
  damageControl,
  {
    name: 'busy',
    kind: 'fault',
    label: { ru: 'Занята', en: 'Busy' },
    parameter: {
      kind: 'number',
      unit: { ru: 'раз по полсекунды', en: 'times half a second' },
      minimum: 1,
      maximum: 1_000,
      default: 3,
    },
  },
]
