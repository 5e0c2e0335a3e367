import type { DeviceManifest } from '../../device-family.ts'
import { usbIds } from './usb-ids.ts'

const terminatorOptions = [
  { value: 'auto', label: { ru: 'Любой из них', en: 'Any of them' } },
  { value: 'cr', label: { ru: 'CR (Enter)', en: 'CR (Enter)' } },
  { value: 'lf', label: { ru: 'LF', en: 'LF' } },
  { value: 'cr-lf', label: { ru: 'CR LF', en: 'CR LF' } },
  { value: 'tab', label: { ru: 'TAB', en: 'TAB' } },
  { value: 'etx', label: { ru: 'ETX', en: 'ETX' } },
  { value: 'silence', label: { ru: 'Нет, только пауза', en: 'None, only a pause' } },
] as const

export const manifest: DeviceManifest<'scanner'> = {
  id: 'serial',
  role: 'scanner',
  name: { ru: '2D-сканер в режиме COM-порта', en: '2D scanner in COM port mode' },
  vendors: ['Newland', 'Honeywell', 'Mertech', 'АТОЛ', 'Mindeo', 'Zebra', 'Datalogic', 'Netum'],
  models: [
    'Xenon 1900',
    'Voyager 1450g',
    'FR20',
    'EM3080',
    'SUPERLEAD 2200',
    'SB2108 Plus',
    'MP719',
    'DS2208',
    'Gryphon',
  ],
  support: 'full',
  transports: [
    {
      kind: 'serial',
      defaults: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
      // A virtual COM port has no speed; RS-232 scanners leave the factory with one of these.
      baudRates: [9600, 115_200],
      lines: { dtr: true, rts: true },
    },
  ],
  settings: [
    {
      name: 'terminator',
      kind: 'choice',
      label: { ru: 'Чем заканчивается код', en: 'What ends a code' },
      options: terminatorOptions,
      default: 'auto',
    },
    {
      name: 'expectAim',
      kind: 'yes-no',
      label: { ru: 'Сканер передаёт идентификатор AIM', en: 'The scanner sends the AIM identifier' },
      default: false,
    },
    {
      name: 'prefix',
      kind: 'text',
      label: { ru: 'Префикс (\\r, \\n, \\t, \\x02)', en: 'Prefix (\\r, \\n, \\t, \\x02)' },
      maximumLength: 20,
      default: '',
    },
    {
      name: 'suffix',
      kind: 'text',
      label: { ru: 'Суффикс перед концом кода', en: 'Suffix before the end of a code' },
      maximumLength: 20,
      default: '',
    },
  ],
  capabilities: ['aim-identifier'],
  wiring: [
    { transport: 'serial', drawing: 'scanner-usb' },
    { transport: 'serial', drawing: 'scanner-serial' },
  ],
  usb: usbIds,
  preparation: {
    ru: 'Отсканируйте из руководства сканера код «USB COM» (виртуальный COM-порт): в режиме клавиатуры коды маркировки теряют разделители.',
    en: 'Scan the code “USB COM” (virtual COM port) of the scanner’s manual: in keyboard mode marking codes lose their separators.',
  },
}
