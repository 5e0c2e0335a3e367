import type { DeviceManifest } from '../../device-family.ts'

export const manifest: DeviceManifest<'scale'> = {
  id: 'massa-k-100',
  role: 'scale',
  name: { ru: 'МАССА-К, «Протокол 100»', en: 'MASSA-K, Protocol 100' },
  vendors: ['МАССА-К'],
  models: ['МК', 'ТВ', '4D'],
  support: 'full',
  transports: [
    {
      kind: 'serial',
      defaults: { baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 },
      // Models differ and no document names one speed, so all that were met are tried.
      baudRates: [19_200, 9600, 57_600, 115_200, 4800],
      // The level converter in some cables lives on these lines.
      lines: { dtr: true, rts: true },
    },
    { kind: 'tcp', defaultPort: 5001, defaultHosts: [] },
  ],
  settings: [
    {
      name: 'protocol',
      kind: 'choice',
      label: { ru: 'Запрос массы', en: 'Weight request' },
      options: [
        { value: '100', label: { ru: '«Протокол 100» (масса, тара, ноль)', en: 'Protocol 100 (mass, tare, zero)' } },
        { value: '1c', label: { ru: '«Протокол 1С» (только масса)', en: 'Protocol 1C (mass only)' } },
      ],
      default: '100',
    },
  ],
  capabilities: ['weight', 'zero', 'tare', 'clear-tare', 'name', 'range'],
  wiring: [
    { transport: 'serial', drawing: 'scale-usb' },
    { transport: 'serial', drawing: 'scale-serial' },
    { transport: 'tcp', drawing: 'scale-network' },
  ],
  usb: [],
  preparation: {
    ru: 'В меню весов («ПрО») выберите протокол «100» или «1С».',
    en: 'In the scale’s menu (“ПрО”) choose protocol “100” or “1C”.',
  },
}
