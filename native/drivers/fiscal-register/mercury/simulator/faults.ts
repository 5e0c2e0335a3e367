import type { SimulatorControl } from '../../../device-simulator.ts'
import { personControls, unacknowledgedLineControls } from '../../shared/simulator/common-controls.ts'
import { LineFaults, type CommonFault } from '../../shared/simulator/line-faults.ts'

export type OneShotFault = Exclude<CommonFault, 'lost-ack'> | 'register-lost' | 'session-forgotten' | 'port-taken'

export class Faults extends LineFaults<OneShotFault> {}

/** What can go wrong between a shop's computer and its register, with the service in between. The protocol has no acknowledgements. */
export const controls: readonly SimulatorControl[] = [
  ...personControls,
  ...unacknowledgedLineControls,
  {
    name: 'register-lost',
    kind: 'fault',
    label: { ru: 'Служба потеряла кассу', en: 'The service loses the register' },
  },
  {
    name: 'session-forgotten',
    kind: 'fault',
    label: { ru: 'Служба забыла сеанс', en: 'The service forgets the session' },
  },
  {
    name: 'port-taken',
    kind: 'fault',
    label: { ru: 'Порт кассы занят другой программой', en: 'Another program has the port of the register' },
    parameter: { kind: 'number', unit: { ru: 'раз', en: 'times' }, minimum: 1, maximum: 100, default: 1 },
  },
]
