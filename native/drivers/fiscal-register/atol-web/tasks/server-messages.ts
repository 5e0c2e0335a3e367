import { leaf, list, optional, record, text, whole, wholeNumber, yesNo } from '../../../../codecs/json/shape.ts'
import { blockReason, taskStatus } from '../codec/meanings.ts'
import { driverError } from '../driver-errors.ts'
import { anything, word, wordOrNumber } from './task.ts'

/** What the web server says of itself and of its queue, apart from the tasks. */

export const errorNumber = leaf('a whole number', wholeNumber, (value) => {
  const code = wholeNumber(value)
  return code === undefined || code === 0 ? undefined : driverError(code).text
})

export const taskError = optional(record({ code: optional(errorNumber), description: optional(text) }))

/** One task of a request and how it ended. `/requests` has its error in two members, `/api/v2/requests` in one. */
export const taskItem = record({
  status: taskStatus,
  errorCode: optional(errorNumber),
  errorDescription: optional(text),
  error: taskError,
  result: optional(anything),
})

export const results = record({ results: list(taskItem) })

/** A request that was taken. The earlier server says no more than `status`. */
export const accepted = record({
  number: optional(whole),
  uuid: optional(text),
  status: optional(taskStatus),
  isBlocked: optional(yesNo),
  blockedUUID: optional(text),
  blockReason: optional(blockReason),
})

export const refused = record({ error: record({ code: optional(errorNumber), description: optional(text) }) })

export const serverInfo = record({ product: text, version: text, currentDateTime: optional(text) })

const queueStatus = record({
  number: optional(whole),
  ready: optional(whole),
  canceled: optional(whole),
  isBlocked: optional(yesNo),
  blockReason: optional(blockReason),
  blockedUUID: optional(text),
})

const serverSettings = record({
  deleteRequestsAfter: optional(whole),
  blockQueueOnPrintErrors: optional(yesNo),
  validateRequestsOnAdd: optional(yesNo),
})

const same = (name: string) => ({ ru: name, en: name })
const portNames = {
  com: same('COM'),
  usb: same('USB'),
  tcp: same('TCP/IP'),
  tcpip: same('TCP/IP'),
  bluetooth: same('Bluetooth'),
}
const passing = { ru: 'через программу на компьютере', en: 'by the program on the computer' }

const device = record({
  id: optional(text),
  name: optional(text),
  isActive: optional(yesNo),
  isDefault: optional(yesNo),
  isLock: optional(yesNo),
  hasLicense: optional(yesNo),
  lastError: optional(anything),
  connectionSettings: optional(
    record({
      model: optional(whole),
      accessPassword: optional(text),
      userPassword: optional(text),
      port: optional(word(portNames)),
      com: optional(text),
      baudRate: optional(whole),
      ipAddress: optional(text),
      ipPort: optional(whole),
      mac: optional(text),
      ofdChannel: optional(word({ none: { ru: 'нет', en: 'none' }, auto: passing })),
      usbDevice: optional(text),
    }),
  ),
  otherSettings: optional(record({ useGlobalScriptsSettings: optional(yesNo) })),
})

/** Settings of the driver itself, which the server passes on when it connects the register. */
const driverSettings = record({
  Model: optional(wordOrNumber({ 500: { ru: 'определить', en: 'found out' } })),
  Port: optional(wordOrNumber({ 0: same('COM'), 1: same('USB'), 2: same('TCP/IP'), 3: same('Bluetooth') })),
  ComFile: optional(text),
  BaudRate: optional(anything),
  Bits: optional(anything),
  Parity: optional(
    wordOrNumber({
      0: { ru: 'нет', en: 'none' },
      1: { ru: 'нечётность', en: 'odd' },
      2: { ru: 'чётность', en: 'even' },
      3: { ru: 'единица', en: 'mark' },
      4: { ru: 'ноль', en: 'space' },
    }),
  ),
  StopBits: optional(wordOrNumber({ 0: same('1'), 1: same('1,5'), 2: same('2') })),
  IPAddress: optional(text),
  IPPort: optional(anything),
  MACAddress: optional(text),
  UsbDevicePath: optional(text),
  AccessPassword: optional(text),
  UserPassword: optional(text),
  OfdChannel: optional(wordOrNumber({ 0: { ru: 'нет', en: 'none' }, 1: same('USB'), 2: passing })),
  ...Object.fromEntries(
    [
      'AutoReconnect',
      'AutoEnableBluetooth',
      'AutoDisableBluetooth',
      'AutoMeasurementUnit',
      'AutoTimeSync',
      'AutoTimeSyncTime',
      'TimeZone',
      'ExistedComFiles',
      'LibraryPath',
      'ScriptsPath',
      'DocumentsJournalPath',
      'UseDocumentsJournal',
      'LogPaths',
      'InvertCashDrawerStatus',
      'RemoteServerAddr',
      'RemoteServerConnectionTimeout',
      'RemoteTimeout',
      'ValidateMarksWithFnmOnly',
      'MergeReceiptItems',
      'UseCommodityNameForAdvance',
      'GuiParametersMapping',
      'PatternParameters',
      'Licenses',
    ].map((name) => [name, optional(anything)]),
  ),
  SilentReboot: optional(
    wordOrNumber({
      0: { ru: 'нет', en: 'no' },
      1: { ru: 'после закрытия смены', en: 'after a shift is closed' },
      2: { ru: 'перед открытием смены', en: 'before a shift is opened' },
    }),
  ),
})

/** By their members; the first that has them all wins. */
export const serverMessages = {
  results,
  'request accepted': accepted,
  error: refused,
  serverInfo,
  queueStatus,
  settings: serverSettings,
  device,
  'driver settings': driverSettings,
} as const
