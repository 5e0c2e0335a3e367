import type { SimulatorControl } from '../../device-simulator.ts'

const fault = (name: string, ru: string, en: string): SimulatorControl => ({
  name,
  label: { ru, en },
  kind: 'fault',
  parameter: { kind: 'yes-no', default: true },
})

/** What can be done to the simulated scale. */
export const controls: readonly SimulatorControl[] = [
  {
    name: 'put-weight',
    label: { ru: 'Положить груз', en: 'Put a load' },
    kind: 'action',
    parameter: { kind: 'number', unit: { ru: 'г', en: 'g' }, minimum: 0, maximum: 20_000, default: 1235 },
  },
  { name: 'clear-pan', label: { ru: 'Снять груз', en: 'Clear the pan' }, kind: 'action' },
  {
    name: 'division',
    label: { ru: 'Код дискретности (0 — 0,1 г … 4 — 1 кг)', en: 'Division code (0: 0.1 g … 4: 1 kg)' },
    kind: 'action',
    parameter: { kind: 'number', unit: { ru: 'код', en: 'code' }, minimum: 0, maximum: 4, default: 1 },
  },
  fault('vibration', 'Вибрация', 'Vibration'),
  fault('silence', 'Не отвечать', 'Stay silent'),
  fault('lose-byte', 'Терять байт ответа', 'Lose a byte of the reply'),
  fault('bad-checksum', 'Портить контрольную сумму', 'Spoil the checksum'),
  fault('split-reply', 'Отвечать по частям', 'Split the reply'),
  fault('strict', 'Не отвечать на неверную контрольную сумму', 'Ignore wrong checksums'),
  fault('no-weighing-module', 'Нет связи с весовым модулем', 'No weighing module'),
  {
    name: 'delay',
    label: { ru: 'Задержка ответа', en: 'Delay the reply' },
    kind: 'fault',
    parameter: { kind: 'number', unit: { ru: 'мс', en: 'ms' }, minimum: 0, maximum: 5000, default: 1000 },
  },
]
