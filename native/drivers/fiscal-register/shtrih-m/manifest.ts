import type { DeviceManifest } from '../../device-family.ts'
import { registerCapabilities } from '../fiscal-register.ts'
import { settingFields } from './settings.ts'

/** Address of the network adapter that newer models show up as on USB (RNDIS). */
const usbNetworkAddress = '192.168.137.111'

export const manifest: DeviceManifest<'fiscal-register'> = {
  id: 'shtrih-m',
  role: 'fiscal-register',
  name: { ru: 'ШТРИХ-М', en: 'SHTRIH-M' },
  vendors: ['ШТРИХ-М', 'РИТЕЙЛ', 'ЭЛВЕС', 'РР', 'ЯРУС', 'NCR'],
  models: [
    'ШТРИХ-М-01Ф',
    'ШТРИХ-М-02Ф',
    'ШТРИХ-ЛАЙТ-01Ф',
    'ШТРИХ-ЛАЙТ-02Ф',
    'ШТРИХ-ЭЛИТ-Ф',
    'ШТРИХ-ФР-01Ф',
    'ШТРИХ-ФР-02Ф',
    'ШТРИХ-МИНИ-01Ф',
    'ШТРИХ-МИНИ-02Ф',
    'ШТРИХ-НАНО-Ф',
    'ШТРИХ-СМАРТПОС-Ф',
    'РИТЕЙЛ-01Ф',
    'ЭЛВЕС-ФР-Ф',
    'РР-01Ф',
    'ЯРУС М2100Ф',
    'NCR-001Ф',
  ],
  support: 'full',
  transports: [
    {
      kind: 'serial',
      defaults: { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 },
      baudRates: [115_200, 57_600, 38_400, 19_200, 9_600, 4_800],
      lines: { dtr: true, rts: true },
    },
    { kind: 'tcp', defaultPort: 7778, defaultHosts: [usbNetworkAddress] },
  ],
  settings: settingFields,
  capabilities: registerCapabilities,
  wiring: [
    { transport: 'serial', drawing: 'usb-b' },
    { transport: 'serial', drawing: 'db9-rs232' },
    { transport: 'tcp', drawing: 'rj45-ethernet' },
    { transport: 'tcp', drawing: 'usb-b' },
  ],
  usb: [
    { vendorId: '1fc9', productId: '0083', confidence: 'high' },
    { vendorId: 'abcd', productId: '1980', confidence: 'medium' },
    { vendorId: '04d9', productId: 'b534', confidence: 'medium', model: 'ШТРИХ-НАНО-Ф' },
  ],
  preparation: {
    ru: 'Включите кассу и подключите её кабелем USB, RS-232 или по сети. Новые модели по USB появляются как сетевой адаптер: касса отвечает по адресу 192.168.137.111, порт 7778. Закройте другие программы, которые работают с кассой: она держит одно соединение.',
    en: 'Switch the register on and connect it by USB, RS-232 or network. Newer models show up on USB as a network adapter: the register answers at 192.168.137.111, port 7778. Close other programs that use the register: it keeps one connection.',
  },
}
