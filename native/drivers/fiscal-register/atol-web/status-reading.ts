import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DeviceIdentity } from '../../role.ts'
import type {
  OperatorExchange,
  RegisterStatus,
  Registration,
  ShiftParameters,
  StorageStatus,
} from '../fiscal-register.ts'
import { maskOf } from '../shared/named-bits.ts'
import { taxationTypes } from './codec/meanings.ts'
import { describeDocument } from './document-reading.ts'
import { getRegistrationInfo } from './tasks/documents.ts'
import {
  getDeviceInfo,
  getDeviceStatus,
  getFnInfo,
  getFnStatus,
  getShiftStatus,
  ofdExchangeStatus,
} from './tasks/status.ts'
import type { WebServer } from './web-server.ts'

type Signal = AbortSignal | undefined

export const vendor = 'АТОЛ'

export async function readIdentity(server: WebServer, signal: Signal): Promise<DeviceIdentity> {
  const info = await server.info(signal)
  const { deviceInfo } = await server.read(getDeviceInfo, {}, signal)
  const facts = {
    'Веб-сервер': info && `${info.product} ${info.version}`,
    Конфигурация: deviceInfo.configurationVersion,
    'Версия ФФД': deviceInfo.ffdVersion,
    'Версия ФФД ФН': deviceInfo.fnFfdVersion,
    'Символов в строке': deviceInfo.receiptLineLength?.toString(),
  }
  return {
    vendor,
    model: deviceInfo.modelName,
    serialNumber: deviceInfo.serial,
    firmware: deviceInfo.firmwareVersion,
    facts: Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
  }
}

const modes = {
  working: { code: 0, meaning: { ru: 'рабочий', en: 'working' } },
  notFiscal: { code: 1, meaning: { ru: 'не зарегистрирована', en: 'not registered' } },
  blocked: { code: 2, meaning: { ru: 'заблокирована', en: 'blocked' } },
} as const

const shifts: Readonly<Record<string, RegisterStatus['shift']>> = {
  closed: 'closed',
  opened: 'open',
  expired: 'open-over-24h',
}

/**
 * The driver has no modes of the register; whether it is registered and blocked is the nearest to one. It keeps receipts to itself
 * until they are whole, so none is ever left open.
 */
export async function readStatus(server: WebServer, signal: Signal): Promise<RegisterStatus> {
  const { deviceStatus: status } = await server.read(getDeviceStatus, {}, signal)
  const { paperPresent, coverOpened, cashDrawerOpened } = status
  return {
    mode: status.blocked === true ? modes.blocked : status.fiscal === false ? modes.notFiscal : modes.working,
    shift: shifts[status.shift] ?? 'unknown',
    documentOpen: false,
    paper: paperPresent === undefined ? 'unknown' : paperPresent ? 'present' : 'absent',
    waitsForContinue: false,
    printing: false,
    cover: coverOpened === undefined ? 'unknown' : coverOpened ? 'open' : 'closed',
    drawer: cashDrawerOpened === undefined ? 'unknown' : cashDrawerOpened ? 'open' : 'closed',
    clock: status.currentDateTime,
    operator: undefined,
  }
}

const phases: Readonly<Record<string, StorageStatus['phase']>> = {
  configured: 'ready',
  fiscalMode: 'fiscal',
  postFiscalMode: 'closed-unsent',
  accessArchive: 'archive',
}

const warningNames = {
  needReplacement: 'replace-urgently',
  resourceExhausted: 'replace-soon',
  memoryOverflow: 'memory-almost-full',
  ofdTimeout: 'operator-wait-exceeded',
  criticalError: 'critical',
} as const

/** Debug storages, which no tax office accepts, have numbers of their own. */
const debugNumbers = /^9999/u

/** How full the storage is no task tells. */
export async function readStorage(server: WebServer, signal: Signal): Promise<StorageStatus> {
  const { fnInfo } = await server.read(getFnInfo, {}, signal)
  const { fnStatus } = await server.read(getFnStatus, {}, signal)
  const { shiftStatus } = await server.read(getShiftStatus, {}, signal)
  const last = fnStatus.fiscalDocumentNumber
  const document = last > 0 ? await describeDocument(server, last, signal) : undefined
  const warnings = { ...fnInfo.warnings, ...fnStatus.warnings }
  return {
    serialNumber: fnInfo.serial,
    phase: phases[fnInfo.livePhase] ?? 'unknown',
    shiftOpen: shiftStatus.state !== 'closed',
    lastDocumentNumber: last,
    lastDocumentTime: document?.time,
    validUntil: fnInfo.validityDate?.slice(0, 10),
    registrationsLeft: fnInfo.registrationsRemaining,
    version: fnInfo.version,
    serial: debugNumbers.test(fnInfo.serial) ? false : undefined,
    warnings: Object.entries(warningNames).flatMap(([name, warning]) =>
      warnings[name as keyof typeof warningNames] === true ? [warning] : [],
    ),
    documentsLeft: undefined,
    bufferKilobytesLeft: undefined,
  }
}

/** `connected`: the last exchange with the operator ended without an error of the network, the operator or the storage. */
export async function readOperatorExchange(server: WebServer, signal: Signal): Promise<OperatorExchange> {
  const { status, errors } = await server.read(ofdExchangeStatus, {}, signal)
  const waiting = status.notSentCount > 0
  const codes = [errors?.network?.code, errors?.ofd?.code, errors?.fn?.code]
  return {
    connected: codes.some((code) => code !== undefined) && codes.every((code) => (code ?? 0) === 0),
    unsentCount: status.notSentCount,
    firstUnsentNumber: waiting ? status.notSentFirstDocNumber : undefined,
    firstUnsentTime: waiting ? status.notSentFirstDocDateTime : undefined,
  }
}

export async function readShift(server: WebServer, signal: Signal): Promise<ShiftParameters> {
  const { shiftStatus } = await server.read(getShiftStatus, {}, signal)
  const { fnStatus } = await server.read(getFnStatus, {}, signal)
  return {
    open: shiftStatus.state !== 'closed',
    number: shiftStatus.number,
    receiptNumber: fnStatus.fiscalReceiptNumber ?? 0,
  }
}

/** Modes in the order of the bits of the storage's registration report. */
export const workModes = ['encryption', 'offlineMode', 'autoMode', 'service', 'bso', 'internet'] as const

/** The driver does not tell which document registered the register; of a storage that was registered once it is the first. */
export async function readRegistration(server: WebServer, signal: Signal): Promise<Registration> {
  const { fnInfo } = await server.read(getFnInfo, {}, signal)
  if (phases[fnInfo.livePhase] === 'ready') throw new DeviceFailure('register.wrong-mode', { reason: 'not registered' })
  const { organization, device } = await server.read(getRegistrationInfo, {}, signal)
  const first = fnInfo.numberOfRegistrations === 1 ? await describeDocument(server, 1, signal) : undefined
  const types: readonly string[] = organization.taxationTypes ?? []
  return {
    time: first?.time,
    taxpayerNumber: organization.vatin,
    registrationNumber: device.registrationNumber,
    taxSystems: maskOf(taxationTypes, (name) => types.includes(name)),
    workMode: maskOf(workModes, (name) => device[name] === true),
    documentNumber: first && 1,
    fiscalSign: first?.fiscalSign,
  }
}
