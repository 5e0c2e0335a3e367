import { bytes, date, markingCode, text, time, whole } from '../codec/value-text.ts'
import { command } from './command.ts'

const read = { repeatable: true } as const

/** Needed after every power-on. Done twice it does no more than done once: the clock moves only within its eight minutes. */
export const startWork = command(0x10, 'start work', { parameters: { date, time }, ...read })

/** An empty setting leaves nothing but a separator, which is no value. */
export const readSetting = command(0x11, 'read setting', {
  parameters: { setting: whole, index: whole },
  result: { value: text },
  least: 0,
  ...read,
})
export const writeSetting = command(0x12, 'write setting', {
  parameters: { setting: whole, index: whole, value: text },
})

export const readClock = command(0x13, 'read clock', { result: { date, time }, ...read })
/** More than a day forward is refused with 0Ah the first time and done the second. */
export const writeClock = command(0x14, 'write clock', { parameters: { date, time } })

/** Bulk data: the machine answers the sizes with ACK, takes the bytes, and answers in a packet. */
const loading = [
  command(0x15, 'load logo', { parameters: { size: whole } }),
  command(0x16, 'delete logo'),
  command(0x17, 'load receipt design', { parameters: { size: whole } }),
  command(0x18, 'load picture', {
    parameters: { width: whole, height: whole, alignment: whole, identifier: text, picture: whole },
  }),
  command(0x19, 'find picture', { parameters: { identifier: text }, result: { picture: whole }, ...read }),
]

/** From ФФД 1.2 on the address of the user (tag 1009) and the place of settlement (1187) may be given anew. */
const report = { operator: text, userAddress: text, place: text }

export const xReport = command(0x20, 'X report', { parameters: { operator: text }, patience: 60_000 })
export const closeShift = command(0x21, 'close shift', {
  parameters: { operator: text, reserved: text, userAddress: text, place: text },
  patience: 120_000,
})
/** May take long: the storage renews its marking keys about every 15 days. */
export const openShift = command(0x23, 'open shift', { parameters: report, patience: 120_000 })

/** Tags of the item that the next 42h adds. */
export const itemAttributes = command(0x24, 'extra item attributes', {
  parameters: {
    productCode: markingCode,
    extraItemTag: text,
    measuredQuantity: text,
    agent: whole,
    supplierInn: text,
    supplierPhones: text,
    supplierName: text,
    transferOperatorAddress: text,
    transferOperatorInn: text,
    transferOperatorName: text,
    transferOperatorPhones: text,
    agentOperation: text,
    agentPhones: text,
    receivingOperatorPhones: text,
    authorityId: text,
    basisDate: text,
    basisNumber: text,
    industryValue: text,
  },
  result: { codeCheck: text },
  least: 0,
})

export const reportAttributes = command(0x25, 'extra report attribute', {
  parameters: { report: whole, attributeName: text, attributeValue: markingCode },
})

export const settlementReport = command(0x59, 'settlement report', { parameters: report, patience: 120_000 })

/** ФФД: 2 is 1.05, 4 is 1.2. */
export const register = command(0x60, 'registration', {
  parameters: {
    storageReplaced: whole,
    registrationNumber: text,
    inn: text,
    taxSystems: whole,
    workMode: whole,
    operator: text,
    date,
    time,
    organisation1: text,
    organisation2: text,
    address1: text,
    address2: text,
    place: text,
    vendingMachine: text,
    ofdName: text,
    ofdInn: text,
    senderEmail: text,
    taxOfficeSite: text,
    extendedMode: whole,
    ffd: whole,
  },
  result: { fiscalDocument: whole, fiscalSign: whole, date, time },
  patience: 120_000,
})

const technicalReset = command(0x63, 'technical reset', { parameters: { date, time } })

export const closeStorage = command(0x71, 'close FN', {
  parameters: report,
  result: { fiscalDocument: whole, fiscalSign: whole, date, time },
  patience: 120_000,
})

const printStoredDocument = command(0x73, 'print FN document', {
  parameters: { fiscalDocument: whole, printFlags: whole },
  patience: 60_000,
})

export const openDrawer = command(0x80, 'open drawer', { parameters: { milliseconds: whole } })
export const drawerState = command(0x81, 'drawer state', { result: { drawerOpen: whole }, ...read })
export const beep = command(0x82, 'beep', { parameters: { milliseconds: whole } })

const wifi = (code: number, request: number, name: string, options: Parameters<typeof command>[2]) =>
  command(code, name, { request, repeatsRequest: 'never', ...options })
const network = { ssid: text, wifiPassword: text }
const wifiCommands = [
  wifi(0x85, 0, 'Wi-Fi network', { parameters: network }),
  wifi(0x85, 1, 'Wi-Fi access point', { parameters: network }),
  wifi(0x85, 2, 'start log over UDP', { parameters: { address: text, port: whole } }),
  wifi(0x85, 3, 'stop log', {}),
  wifi(0x85, 4, 'log level', { parameters: { level: whole } }),
  wifi(0x86, 0, 'Wi-Fi connection', { result: { ssid: text, address: text }, ...read }),
  wifi(0x86, 1, 'Wi-Fi access point state', { result: { ssid: text, address: text }, ...read }),
  wifi(0x86, 2, 'Wi-Fi MAC', { result: { mac: text }, ...read }),
  wifi(0x86, 3, 'Wi-Fi host name', { result: { hostName: text }, ...read }),
  wifi(0x87, 0, 'update Wi-Fi module', { parameters: { url: text, md5: text } }),
  wifi(0x87, 1, 'update register over Wi-Fi', { parameters: { url: text, md5: text } }),
]

const serviceCommands = [
  command(0x91, 'read memory', {
    parameters: { area: whole, address: whole, count: whole },
    result: { block: bytes },
    ...read,
  }),
  command(0x93, 'set baud rate', { parameters: { speed: whole } }),
  command(0x94, 'print service data', { patience: 60_000 }),
  command(0xa0, 'emergency close shift', { patience: 120_000 }),
  command(0xa1, 'print copy of last Z report', { patience: 60_000 }),
  command(0xa3, 'print copy of registration', { patience: 60_000 }),
  command(0xa4, 'emergency close FN', { patience: 120_000 }),
]

const cabinetCommands = [
  command(0xa6, 'cabinet cash_info', {
    result: {
      legalName: text,
      address: text,
      inn: text,
      fnNumber: text,
      ffdVersion: text,
      fnRegistryName: text,
      registryNumber: text,
      taxModes: whole,
      autonomic: whole,
      ofdName: text,
      ofdInn: text,
      ofdHost: text,
      ofdPort: whole,
      checkUrl: text,
      workMode: whole,
      expires: text,
      localTime: text,
      place: text,
    },
    least: 0,
    ...read,
  }),
  command(0xa7, 'cabinet register', {
    result: {
      uuid: text,
      model: text,
      modelName: text,
      readableModel: text,
      registryName: text,
      factoryNumber: text,
      isFn: text,
    },
    least: 0,
    ...read,
  }),
  command(0xa8, 'set cabinet flag', { parameters: { cabinetFlag: whole } }),
  command(0xa9, 'read cabinet flag', { result: { cabinetFlag: whole }, ...read }),
  command(0xaa, 'activate key', { request: 1, repeatsRequest: 'never', parameters: { activationKey: text } }),
  command(0xaa, 'paid service', {
    request: 2,
    parameters: { service: whole },
    result: { serviceState: whole, serviceName: text, expires: date },
    least: 2,
    ...read,
  }),
  command(0xaa, 'print paid services', { request: 3, repeatsRequest: 'never' }),
  command(0xaa, 'list paid services', {
    request: 4,
    result: { version: whole, known: whole, services: text },
    ...read,
  }),
]

export const workCommands = [
  startWork,
  readSetting,
  writeSetting,
  readClock,
  writeClock,
  ...loading,
  xReport,
  closeShift,
  openShift,
  itemAttributes,
  reportAttributes,
  settlementReport,
  register,
  technicalReset,
  closeStorage,
  printStoredDocument,
  openDrawer,
  drawerState,
  beep,
  ...wifiCommands,
  ...serviceCommands,
  ...cabinetCommands,
]
