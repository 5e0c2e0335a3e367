import type { Localized } from '../../../foundation/localized.ts'
import type { DeviceManifest } from '../../device-family.ts'
import type { RegisterCapability } from '../fiscal-register.ts'
import { models } from './models.ts'
import { settingFields } from './settings.ts'

/**
 * What public descriptions of the protocol are clear about and independent clients agree on. Left out:
 * - registration and closing of a storage: no public client shows the commands;
 * - tables: 46h and 50h are known from one client of old machines; nothing lists the tables or says how wide their fields are;
 * - the storage's short form of a document, the operator's confirmation and the totals of registration: known is only how to
 *   read a document in full, so a document that the storage no longer keeps whole cannot be read.
 *
 * A shift of more than 24 hours shows only when the machine refuses with error 136, and no answer tells that a broken print
 * waits to be continued.
 */
export const capabilities = [
  'status',
  'storage',
  'operator-exchange',
  'read-documents',
  'read-documents-as-tlv',
  'clock',
  'x-report',
  'print-text',
  'cut',
  'drawer',
  'beep',
  'shift-reports',
] as const satisfies readonly RegisterCapability[]

const unpublished: Localized = {
  ru: 'В открытых описаниях протокола АТОЛ этой команды нет. Подключите кассу через драйвер АТОЛ 10: он это умеет.',
  en: 'Public descriptions of the АТОЛ protocol do not have this command. Connect the register through АТОЛ driver 10, which has it.',
}

export const manifest: DeviceManifest<'fiscal-register'> = {
  id: 'atol',
  role: 'fiscal-register',
  name: { ru: 'АТОЛ', en: 'ATOL' },
  vendors: ['АТОЛ'],
  models: Object.values(models),
  support: 'reading',
  transports: [
    {
      kind: 'serial',
      defaults: { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 },
      baudRates: [115_200, 57_600, 38_400, 19_200, 9_600, 4_800],
      lines: { dtr: true, rts: true },
    },
    { kind: 'tcp', defaultPort: 5555, defaultHosts: [] },
  ],
  settings: settingFields,
  capabilities,
  lacks: {
    registration: unpublished,
    'read-confirmations': unpublished,
    tables: unpublished,
    'check-marking': unpublished,
    'close-storage': unpublished,
    'register-storage': unpublished,
  },
  wiring: [
    { transport: 'serial', drawing: 'usb-b' },
    { transport: 'serial', drawing: 'db9-rs232' },
    { transport: 'tcp', drawing: 'rj45-ethernet' },
  ],
  usb: [{ vendorId: '2912', productId: '0005', confidence: 'high' }],
  preparation: {
    ru: 'Включите кассу и подключите её кабелем USB, RS-232 или по сети. По USB касса появляется как два последовательных порта: подходит первый, второй касса использует для связи с ОФД. По сети она отвечает на порту 5555. Закройте тест драйвера, Web Server и другие программы, которые работают с кассой.',
    en: 'Switch the register on and connect it by USB, RS-232 or network. On USB it shows up as two serial ports: the first is the right one, the second carries its traffic with the fiscal data operator. On the network it answers at port 5555. Close the vendor’s driver test, Web Server and other programs that use the register.',
  },
}
