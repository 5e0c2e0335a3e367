import type { Localized } from '../../../foundation/localized.ts'
import type { DeviceManifest } from '../../device-family.ts'
import type { RegisterCapability } from '../fiscal-register.ts'
import { settingFields } from './settings.ts'

/**
 * What the driver's JSON tasks reach. Left out, because no task is known for them: cutting, beeping, tables (the driver's parameters
 * have numbers, but nobody has written down which), confirmations of the operator.
 *
 * The server is spoken to over one connection that is kept alive, as HTTP/1.1 has it. A server that closes it, because it was idle or
 * after each answer, is connected anew with the next request (`reopens`); a request that was under way is settled by the task's number.
 */
export const capabilities = [
  'status',
  'storage',
  'registration',
  'operator-exchange',
  'read-documents',
  'read-documents-as-tlv',
  'clock',
  'x-report',
  'print-text',
  'drawer',
  'check-marking',
  'shift-reports',
  'close-storage',
  'register-storage',
] as const satisfies readonly RegisterCapability[]

const noTask: Localized = {
  ru: 'У драйвера ККТ 10 нет задания, которое это делает отдельно.',
  en: 'Driver 10 has no task that does this on its own.',
}

export const manifest: DeviceManifest<'fiscal-register'> = {
  id: 'atol-web',
  role: 'fiscal-register',
  name: { ru: 'АТОЛ через драйвер ККТ 10 (веб-сервер)', en: 'ATOL by driver 10 (web server)' },
  vendors: ['АТОЛ'],
  models: [
    'АТОЛ 1Ф',
    'АТОЛ 11Ф',
    'АТОЛ 20Ф',
    'АТОЛ 22v2Ф',
    'АТОЛ 25Ф',
    'АТОЛ 27Ф',
    'АТОЛ 30Ф',
    'АТОЛ 50Ф',
    'АТОЛ 55Ф',
    'АТОЛ 77Ф',
    'АТОЛ 91Ф',
    'АТОЛ 92Ф',
    'АТОЛ Sigma 7',
    'АТОЛ Sigma 8',
    'АТОЛ Sigma 10',
  ],
  support: 'reading',
  transports: [{ kind: 'tcp', defaultPort: 16_732, defaultHosts: ['127.0.0.1'], reopens: true }],
  settings: settingFields,
  capabilities,
  lacks: {
    tables: {
      ru: 'Номера параметров кассы в драйвере ККТ 10 открыто не описаны. Таблицы видны и меняются в программе АТОЛ «Тест драйвера».',
      en: 'The numbers of the register’s parameters in driver 10 are not published. Tables are seen and changed in ATOL’s «Тест драйвера».',
    },
    cut: noTask,
    beep: noTask,
    'read-confirmations': {
      ru: 'Драйвер ККТ 10 отдаёт документы из ФН, но не подтверждения ОФД к ним.',
      en: 'Driver 10 gives the documents of the fiscal storage, but not the operator’s confirmations of them.',
    },
  },
  wiring: [{ transport: 'tcp', drawing: 'usb-b' }],
  usb: [],
  preparation: {
    ru: 'Этот способ подходит, если на компьютере уже стоит «Драйвер ККТ 10» АТОЛ с веб-сервером (Web Requests) и касса подключена к нему. Откройте страницу веб-сервера в браузере (обычно http://127.0.0.1:16732), добавьте кассу, активируйте её и проверьте, что она на связи. Если на веб-сервере заведены пользователи, укажите ниже имя и пароль одного из них. Если касс несколько, укажите код нужной: без него ответит касса по умолчанию. Пока кассу держит веб-сервер, другие программы не могут работать с ней напрямую; кассовая программа, которая сама ходит через этот веб-сервер, не мешает.',
    en: 'This way fits a computer that already has ATOL’s driver 10 with its web server (Web Requests), to which the register is connected. Open the web server’s page in a browser (usually http://127.0.0.1:16732), add the register, activate it and see that it is connected. If the web server has users, enter the name and password of one below. If it has several registers, enter the id of the one you mean: without it the default one answers. While the web server holds the register, other programs cannot work with it directly; a till program that goes through the same web server does no harm.',
  },
}
