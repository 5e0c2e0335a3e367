import type { DeviceManifest } from '../../device-family.ts'
import { terminalCapabilities } from '../payment-terminal.ts'

export const manifest: DeviceManifest<'payment-terminal'> = {
  id: 'sber-upos',
  role: 'payment-terminal',
  name: { ru: 'Сбербанк UPOS', en: 'Sberbank UPOS' },
  vendors: ['Сбербанк', 'Verifone', 'PAX', 'Ingenico'],
  models: ['VX805', 'VX820', 'SP30', 'S300', 'iPP320', 'Lane 3600'],
  support: 'full',
  transports: [
    {
      kind: 'program',
      programs: ['loadparm.exe', 'sb_pilot', 'upwin.exe', 'upnixmn.out'],
      defaultDirectories: ['C:\\sc552', 'C:\\sc', '/opt/sc552', '/opt/sb_pilot'],
    },
  ],
  settings: [
    {
      name: 'operationSeconds',
      kind: 'whole-number',
      label: { ru: 'Ждать операцию не дольше', en: 'Wait for an operation no longer than' },
      unit: { ru: 'с', en: 's' },
      minimum: 60,
      maximum: 900,
      default: 240,
    },
    {
      name: 'cutMark',
      kind: 'text',
      label: {
        ru: 'Знак отреза в слипе (PrinterEnd из pinpad.ini)',
        en: 'Cut mark of the slip (PrinterEnd of pinpad.ini)',
      },
      maximumLength: 20,
      default: '',
    },
  ],
  capabilities: terminalCapabilities,
  wiring: [{ transport: 'program', drawing: 'terminal-usb' }],
  usb: [],
  preparation: {
    ru: 'Установите комплект UPOS от банка и убедитесь, что пинпад прописан в pinpad.ini (ComPort или PinpadIPAddr).',
    en: 'Install the bank’s UPOS kit and make sure that the PIN pad is set in pinpad.ini (ComPort or PinpadIPAddr).',
  },
}
