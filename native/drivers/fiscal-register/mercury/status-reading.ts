import type { DeviceIdentity } from '../../role.ts'
import type {
  OperatorExchange,
  RegisterStatus,
  Registration,
  ShiftParameters,
  StorageStatus,
} from '../fiscal-register.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { maskOf } from '../shared/named-bits.ts'
import { storagePhase } from './codec/meanings.ts'
import { record } from './codec/shape.ts'
import { command } from './commands/command.ts'
import { getRegistrationInfo } from './commands/registration.ts'
import { getDriverInfo } from './commands/session.ts'
import { getCommonInfo, getStatus, unsignedDocs } from './commands/status.ts'
import type { Service } from './service.ts'

type Signal = AbortSignal | undefined

export const vendor = 'Инкотекс'

export async function readIdentity(service: Service, signal: Signal): Promise<DeviceIdentity> {
  const driver = await service.read(getDriverInfo, signal)
  const info = await service.read(getCommonInfo, signal)
  const facts = {
    'Версия службы': driver.driverVer,
    'Версия протокола': driver.protocolVer,
    'Номер ФН': info.fnNum,
    'Версия ФФД': info.ffdTotalVer ?? info.ffdKktVer,
    'Символов в строке': info.cpl?.join(', '),
  }
  return {
    vendor,
    model: info.model,
    serialNumber: info.kktNum,
    firmware: info.programVer,
    facts: Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
  }
}

/** The service knows no modes of the register; the storage's phase is the nearest to one. */
export async function readStatus(service: Service, signal: Signal): Promise<RegisterStatus> {
  const { dateTime, paperPresence, shiftInfo, checkInfo, fnInfo } = await service.read(getStatus, signal)
  const unnamed = { ru: `фаза ${fnInfo.status}`, en: `phase ${fnInfo.status}` }
  return {
    mode: { code: fnInfo.status, meaning: storagePhase.meaning?.(fnInfo.status) ?? unnamed },
    shift: !shiftInfo.isOpen ? 'closed' : shiftInfo.is24Expired === true ? 'open-over-24h' : 'open',
    documentOpen: checkInfo.isOpen,
    paper: paperPresence === undefined ? 'unknown' : paperPresence ? 'present' : 'absent',
    waitsForContinue: false,
    printing: false,
    cover: 'unknown',
    drawer: 'unknown',
    clock: dateTime,
    operator: undefined,
  }
}

const phases: Readonly<Record<number, StorageStatus['phase']>> = {
  0: 'ready',
  1: 'fiscal',
  2: 'closed-unsent',
  3: 'archive',
}

/** Debug storages, which no tax office accepts, have numbers of their own. */
const debugNumbers = /^9999/u

/** How long the storage lasts and how full it is no command of the service tells. */
export async function readStorage(service: Service, signal: Signal): Promise<StorageStatus> {
  const { shiftInfo, fnInfo } = await service.read(getStatus, signal)
  const number = fnInfo.fnNum ?? (await service.read(getCommonInfo, signal)).fnNum
  if (number === undefined) throw new DeviceFailure('register.storage-fault', { reason: 'no storage number' })
  return {
    serialNumber: number,
    phase: phases[fnInfo.status] ?? 'unknown',
    shiftOpen: shiftInfo.isOpen,
    lastDocumentNumber: fnInfo.lastDoc?.num ?? 0,
    lastDocumentTime: fnInfo.lastDoc?.dateTime,
    validUntil: undefined,
    registrationsLeft: undefined,
    version: undefined,
    serial: debugNumbers.test(number) ? false : undefined,
    warnings: [],
    documentsLeft: undefined,
    bufferKilobytesLeft: undefined,
  }
}

/** GetStatus, asked for the one part of it without which there is no answer. */
const getQueue = command(getStatus.name, 'none', { answer: { fnInfo: record({ unsignedDocs }) } })

/** The register sends its documents by itself; whether it is connected right now the service does not tell. */
export async function readOperatorExchange(service: Service, signal: Signal): Promise<OperatorExchange> {
  const { unsignedDocs } = (await service.read(getQueue, signal)).fnInfo
  const waiting = unsignedDocs.qty > 0
  return {
    connected: false,
    unsentCount: unsignedDocs.qty,
    firstUnsentNumber: waiting ? unsignedDocs.firstNum : undefined,
    firstUnsentTime: waiting ? unsignedDocs.firstDateTime : undefined,
  }
}

export async function readShift(service: Service, signal: Signal): Promise<ShiftParameters> {
  const { shiftInfo, checkInfo } = await service.read(getStatus, signal)
  return { open: shiftInfo.isOpen, number: shiftInfo.num, receiptNumber: checkInfo.num ?? 0 }
}

/** Modes in the order of the bits of the storage's registration report. */
export const workModes = ['encryptData', 'offline', 'automat', 'forService', 'ASBSO', 'forInternet'] as const

export async function readRegistration(service: Service, signal: Signal): Promise<Registration> {
  const { isRegistered, registrationInfo } = await service.read(getRegistrationInfo, signal)
  if (!isRegistered || !registrationInfo) throw new DeviceFailure('register.wrong-mode', { reason: 'not registered' })
  const { dateTime, owner, kkt, taxSystem } = registrationInfo
  return {
    time: dateTime,
    taxpayerNumber: owner.inn,
    registrationNumber: kkt.regNum,
    taxSystems: taxSystem.reduce((mask, place) => mask | (1 << place), 0),
    workMode: maskOf(workModes, (name) => kkt.mode[name] === true),
    documentNumber: undefined,
    fiscalSign: undefined,
  }
}
