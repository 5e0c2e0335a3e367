import type { SimulatorControl } from '../../../device-simulator.ts'

const yesNo = { kind: 'yes-no', default: true } as const

/** What a person at the bench can do to any register. */
export const personControls: readonly SimulatorControl[] = [
  {
    name: 'run-out-of-paper',
    kind: 'action',
    label: { ru: 'Кончилась бумага', en: 'Run out of paper' },
    parameter: {
      kind: 'number',
      unit: { ru: 'строк до конца', en: 'lines left' },
      minimum: 0,
      maximum: 500,
      default: 0,
    },
  },
  { name: 'load-paper', kind: 'action', label: { ru: 'Заправить бумагу', en: 'Load paper' } },
  { name: 'open-cover', kind: 'action', label: { ru: 'Открыть крышку', en: 'Open the cover' } },
  { name: 'close-cover', kind: 'action', label: { ru: 'Закрыть крышку', en: 'Close the cover' } },
  { name: 'close-drawer', kind: 'action', label: { ru: 'Закрыть денежный ящик', en: 'Close the drawer' } },
  {
    name: 'drift-clock',
    kind: 'action',
    label: { ru: 'Сбить часы', en: 'Make the clock drift' },
    parameter: {
      kind: 'number',
      unit: { ru: 'минут', en: 'minutes' },
      minimum: -525_600,
      maximum: 525_600,
      default: 10,
    },
  },
  {
    name: 'operator-reachable',
    kind: 'action',
    label: { ru: 'Есть связь с ОФД', en: 'Operator is reachable' },
    parameter: yesNo,
  },
  {
    name: 'send-to-operator',
    kind: 'action',
    label: { ru: 'Передать документы в ОФД', en: 'Send documents to the operator' },
  },
  { name: 'replace-storage', kind: 'action', label: { ru: 'Вставить новый ФН', en: 'Put a new storage in' } },
  { name: 'power-cycle', kind: 'action', label: { ru: 'Выключить и включить', en: 'Switch off and on' } },
]

/** For machines whose answers have a checksum to be damaged. */
export const damageControl: SimulatorControl = {
  name: 'damaged-answer',
  kind: 'fault',
  label: { ru: 'Испортить ответ', en: 'Damage an answer' },
}

/** How any register can be made to misbehave on its line. */
export const lineControls: readonly SimulatorControl[] = [
  { name: 'silence', kind: 'fault', label: { ru: 'Не отвечает', en: 'Does not answer' }, parameter: yesNo },
  { name: 'noise', kind: 'fault', label: { ru: 'Помехи на линии', en: 'Noise on the line' }, parameter: yesNo },
  { name: 'lost-answer', kind: 'fault', label: { ru: 'Потерять ответ', en: 'Lose an answer' } },
  { name: 'lost-ack', kind: 'fault', label: { ru: 'Потерять подтверждение', en: 'Lose an acknowledgement' } },
  { name: 'duplicate-answer', kind: 'fault', label: { ru: 'Ответить дважды', en: 'Answer twice' } },
  {
    name: 'late-answer',
    kind: 'fault',
    label: { ru: 'Ответить с опозданием', en: 'Answer late' },
    parameter: { kind: 'number', unit: { ru: 'мс', en: 'ms' }, minimum: 1, maximum: 600_000, default: 5_000 },
  },
  {
    name: 'power-cycle-after-execution',
    kind: 'fault',
    label: { ru: 'Обесточить между выполнением и ответом', en: 'Lose power between execution and answer' },
  },
]

/** Of protocols without acknowledgements. */
export const unacknowledgedLineControls = lineControls.filter(({ name }) => name !== 'lost-ack')
