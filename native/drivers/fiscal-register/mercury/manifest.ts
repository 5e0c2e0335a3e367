import type { Localized } from '../../../foundation/localized.ts'
import type { DeviceManifest } from '../../device-family.ts'
import type { RegisterCapability } from '../fiscal-register.ts'
import { settingFields } from './settings.ts'

/**
 * What the service's commands reach. Left out, because no command of it is known for them:
 * - documents: the service prints them out of the storage's archive, but gives neither their bytes nor their fields;
 * - tables, cutting, beeping, continuing a print.
 */
export const capabilities = [
  'status',
  'storage',
  'registration',
  'operator-exchange',
  'clock',
  'x-report',
  'print-text',
  'drawer',
  'check-marking',
  'shift-reports',
  'close-storage',
  'register-storage',
] as const satisfies readonly RegisterCapability[]

const unread: Localized = {
  ru: 'Служба INECRMAN печатает документы из накопителя, но не отдаёт их программам. Прочитайте накопитель утилитой производителя и загрузите её файл .fnc в журнал.',
  en: 'The INECRMAN service prints documents of the storage and gives them to no program. Read the storage with the vendor’s utility and load its .fnc file into the log.',
}
const noCommand: Localized = {
  ru: 'У службы INECRMAN нет такой команды.',
  en: 'The INECRMAN service has no such command.',
}

export const manifest: DeviceManifest<'fiscal-register'> = {
  id: 'mercury',
  role: 'fiscal-register',
  name: { ru: 'Меркурий (служба INECRMAN)', en: 'Mercury (INECRMAN service)' },
  vendors: ['Инкотекс'],
  models: ['Меркурий-115Ф', 'Меркурий-119Ф', 'Меркурий-130Ф', 'Меркурий-180Ф', 'Меркурий-185Ф'],
  support: 'reading',
  transports: [{ kind: 'tcp', defaultPort: 50_009, defaultHosts: ['127.0.0.1'] }],
  settings: settingFields,
  capabilities,
  lacks: {
    'read-documents': unread,
    'read-documents-as-tlv': unread,
    'read-confirmations': unread,
    tables: noCommand,
    cut: noCommand,
    beep: noCommand,
  },
  wiring: [{ transport: 'tcp', drawing: 'usb-b' }],
  usb: [],
  preparation: {
    ru: 'Касса «Меркурий» отвечает только через службу производителя INECRMAN. Установите её вместе с драйвером кассы и проверьте, что она запущена (в Windows — служба VT_inecrman). Подключите кассу кабелем и выберите на ней режим фискального регистратора. Ниже укажите порт кассы, под которым её видит служба: COM3, /dev/ttyACM0, USB или адрес:порт. Закройте кассовую программу и другие программы, которые работают с кассой: служба отдаёт кассу кому-то одному. Читать документы из ФН эта служба не умеет, поэтому журнал документов для этой кассы недоступен.',
    en: 'A Mercury register answers only through the vendor’s service INECRMAN. Install it together with the register’s driver and see that it runs (on Windows it is the service VT_inecrman). Connect the register by its cable and put it into the mode of a fiscal printer. Below, name the port under which the service sees the register: COM3, /dev/ttyACM0, USB or address:port. Close the till program and other programs that use the register: the service gives it to one at a time. The service cannot read documents out of the fiscal storage, so there is no document log for this register.',
  },
}
