import type { DeviceManifest } from '../../device-family.ts'

export const manifest: DeviceManifest<'scale'> = {
  id: 'cas',
  role: 'scale',
  name: { ru: 'CAS и Mertech (CAS-M)', en: 'CAS and Mertech (CAS-M)' },
  vendors: ['CAS', 'Mertech'],
  models: ['AD', 'AP', 'ER', 'SW', 'PDS', 'M-ER'],
  support: 'full',
  transports: [
    {
      kind: 'serial',
      defaults: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
      baudRates: [9600, 4800, 19_200],
      lines: { dtr: true, rts: true },
    },
  ],
  settings: [
    {
      name: 'variant',
      kind: 'choice',
      label: { ru: 'Протокол', en: 'Protocol' },
      options: [
        { value: 'cas', label: { ru: 'CAS (только масса)', en: 'CAS (mass only)' } },
        {
          value: 'mertech',
          label: { ru: 'Mertech CAS-M (ноль, тара, номер)', en: 'Mertech CAS-M (zero, tare, number)' },
        },
      ],
      default: 'cas',
    },
  ],
  capabilities: ['weight', 'zero', 'tare', 'name'],
  wiring: [{ transport: 'serial', drawing: 'scale-serial' }],
  usb: [],
  preparation: {
    ru: 'В меню весов выберите протокол «CAS» (на весах Mertech — «CAS-M»), скорость 9600.',
    en: 'In the scale’s menu choose the protocol “CAS” (“CAS-M” on Mertech), speed 9600.',
  },
}
