import type { SimulatorControl } from '../../../device-simulator.ts'
import { personControls, unacknowledgedLineControls } from '../../shared/simulator/common-controls.ts'
import { LineFaults, type CommonFault } from '../../shared/simulator/line-faults.ts'

export type OneShotFault =
  Exclude<CommonFault, 'lost-ack'> | 'register-lost' | 'register-lost-after-execution' | 'device-not-active'

export class Faults extends LineFaults<OneShotFault> {}

/** What can go wrong between a shop's computer and its register, with the web server in between. HTTP has no acknowledgements. */
export const controls: readonly SimulatorControl[] = [
  ...personControls,
  {
    name: 'require-sign-in',
    kind: 'action',
    label: { ru: 'Завести на сервере пользователя user / 1234', en: 'Give the server a user: user / 1234' },
    parameter: { kind: 'yes-no', default: true },
  },
  {
    name: 'block-on-print-errors',
    kind: 'action',
    label: { ru: 'Останавливать очередь без бумаги', en: 'Block the queue without paper' },
    parameter: { kind: 'yes-no', default: true },
  },
  ...unacknowledgedLineControls,
  {
    name: 'register-lost',
    kind: 'fault',
    label: { ru: 'Сервер теряет кассу перед заданием', en: 'The server loses the register before a task' },
  },
  {
    name: 'register-lost-after-execution',
    kind: 'fault',
    label: { ru: 'Сервер теряет кассу после задания', en: 'The server loses the register behind a task' },
  },
  {
    name: 'device-not-active',
    kind: 'fault',
    label: { ru: 'Касса на сервере не активирована', en: 'The register is not active on the server' },
  },
  {
    name: 'queue-blocked',
    kind: 'fault',
    label: { ru: 'Очередь сервера стоит', en: 'The server’s queue stands' },
    parameter: { kind: 'number', unit: { ru: 'мс', en: 'ms' }, minimum: 1, maximum: 3_600_000, default: 60_000 },
  },
]
