import type { DeviceManifest } from '../../device-family.ts'
import { registerCapabilities, type RegisterCapability } from '../fiscal-register.ts'
import { models } from './models.ts'
import { settingFields } from './settings.ts'

/**
 * Everything of the role stands in the vendor's programming manual. What its own library and the manual disagree about is how the
 * storage's documents are passed on (78h/11, 12 and 16); both forms are read, and none was seen from a machine.
 */
export const capabilities: readonly RegisterCapability[] = registerCapabilities

export const manifest: DeviceManifest<'fiscal-register'> = {
  id: 'pirit',
  role: 'fiscal-register',
  name: { ru: 'Пирит и Вики Принт', en: 'Pirit and Viki Print' },
  vendors: ['Дримкас', 'Кристалл Сервис'],
  models: Object.values(models),
  support: 'reading',
  transports: [
    {
      kind: 'serial',
      defaults: { baudRate: 57_600, dataBits: 8, parity: 'none', stopBits: 1 },
      baudRates: [57_600, 115_200, 38_400, 19_200, 9_600, 4_800],
      lines: { dtr: true, rts: true },
    },
    { kind: 'tcp', defaultPort: 50_003, defaultHosts: ['127.0.0.1'] },
  ],
  settings: settingFields,
  capabilities,
  wiring: [
    { transport: 'serial', drawing: 'usb-b' },
    { transport: 'serial', drawing: 'db9-rs232' },
  ],
  // «STM32 Virtual ComPort», as many other devices with this controller.
  usb: [{ vendorId: '0483', productId: '5740', confidence: 'low' }],
  preparation: {
    ru: 'Включите кассу и подключите её кабелем USB или RS-232: по USB она появляется как последовательный порт. Если на этом компьютере работает служба VikiDriver, порт занят ею: подключайтесь к ней самой, адрес 127.0.0.1, порт 50003. Закройте другие программы, которые работают с кассой. После включения касса ждёт команду «Начало работы»: программа подаст её сама перед первой печатью и часы кассы при этом не тронет.',
    en: 'Switch the register on and connect it by USB or RS-232: on USB it shows up as a serial port. If the service VikiDriver runs on this computer, it holds the port: connect to the service itself, address 127.0.0.1, port 50003. Close other programs that use the register. After power-on the register waits for the command «start of work»: the program gives it before the first print and leaves the clock as it is.',
  },
}
