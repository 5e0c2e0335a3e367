import type { SimulatorControl } from '../../../device-simulator.ts'
import { lineControls, personControls } from '../../shared/simulator/common-controls.ts'

/** What a person at the bench can do to the machine, and how it can be made to misbehave. */
export const controls: readonly SimulatorControl[] = [
  ...personControls,
  ...lineControls,
  { name: 'wrong-code', kind: 'fault', label: { ru: 'Ответить на другую команду', en: 'Answer another command' } },
  {
    name: 'busy-50h',
    kind: 'fault',
    label: { ru: 'Занята печатью (50h)', en: 'Busy printing (50h)' },
    parameter: { kind: 'number', unit: { ru: 'раз', en: 'times' }, minimum: 1, maximum: 1_000, default: 2 },
  },
  { name: 'break-58h', kind: 'fault', label: { ru: 'Печать прервана (58h)', en: 'Print broken off (58h)' } },
]
