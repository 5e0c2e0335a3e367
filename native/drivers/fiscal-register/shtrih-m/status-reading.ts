import type { DeviceIdentity } from '../../role.ts'
import type {
  OperatorExchange,
  Registration,
  RegisterStatus,
  ShiftParameters,
  ShiftState,
  StorageStatus,
} from '../fiscal-register.ts'
import { operatorExchange, storagePhase, storageWarnings } from '../shared/storage-words.ts'
import type { CommandChannel } from './command-channel.ts'
import { deviceType, extendedRequest, fullStatus } from './commands/status.ts'
import {
  exchangeStatus,
  freeMemory,
  lastRegistration,
  shiftParameters,
  storageExpiry,
  storageSerial,
  storageStatus,
  storageVersion,
} from './commands/storage.ts'
import { readTable } from './commands/tables.ts'
import { modes, statusFlag, unknownMode } from './modes.ts'
import { decodeZeroTerminated } from '../shared/codec/windows-1251.ts'

/** Refusals of a machine that is too old for the question, or has no storage fitted. */
const notThere = [0x01, 0x02, 0x08, 0x09, 0x2f, 0x30, 0x33, 0x35, 0x36, 0x37, 0x5d, 0x72, 0x73] as const

type Signal = AbortSignal | undefined

export async function readIdentity(channel: CommandChannel, signal: Signal): Promise<DeviceIdentity> {
  const type = await channel.read(deviceType, {}, signal)
  const status = await channel.read(fullStatus, {}, signal)
  const model = await channel.readUnless(extendedRequest, { requestType: 1 }, signal, ...notThere)
  const fnTable = model?.fnTable ?? 18
  const factory = await channel.readUnless(readTable, { table: fnTable, row: 1, field: 1 }, signal, ...notThere)
  const storage = await channel.readUnless(storageSerial, {}, signal, ...notThere)
  const factoryNumber = factory ? decodeZeroTerminated(factory.value).trim() : ''
  const facts = [
    { name: 'Версия протокола', value: `${type.protocolVersion}.${type.protocolSubversion}` },
    { name: 'Канальный уровень', value: channel.linkName },
    { name: 'Дата прошивки', value: status.buildDate },
    ...(status.inn === null ? [] : [{ name: 'ИНН', value: status.inn }]),
    ...(storage ? [{ name: 'Номер ФН', value: storage.fnSerial }] : []),
  ]
  return {
    vendor: 'ШТРИХ-М',
    model: type.title.trim() || undefined,
    serialNumber: /^\d{4,20}$/u.test(factoryNumber) ? factoryNumber : shortSerial(status.serialLow, status.serialHigh),
    firmware: `${status.version.split('').join('.')}, ${status.build}`,
    facts,
  }
}

/** Machines with a long factory number keep it in a table; the short one stands in 11h, all FFh if it was never entered. */
function shortSerial(low: number | null, high: number | null | undefined): string | undefined {
  if (low === null) return undefined
  return ((high ?? 0) * 2 ** 32 + low).toString().padStart(8, '0')
}

const shiftOfMode: Readonly<Record<number, ShiftState>> = { 2: 'open', 3: 'open-over-24h', 4: 'closed' }

export async function readStatus(channel: CommandChannel, signal: Signal): Promise<RegisterStatus> {
  const status = await channel.read(fullStatus, {}, signal)
  const { mode, submode, flags } = status
  return {
    mode: { code: mode, meaning: modes[mode] ?? unknownMode(mode) },
    shift: mode === 8 ? 'open' : (shiftOfMode[mode] ?? 'unknown'),
    documentOpen: mode === 8,
    paper: submode === 1 || submode === 2 ? 'absent' : submode <= 5 ? 'present' : 'unknown',
    waitsForContinue: submode === 3,
    printing: submode === 4 || submode === 5,
    cover: flags & statusFlag.coverOpen ? 'open' : 'closed',
    drawer: flags & statusFlag.drawerOpen ? 'open' : 'closed',
    clock: `${status.clockDate}T${status.clockTime}`,
    operator: status.operator,
  }
}

export async function readStorage(channel: CommandChannel, signal: Signal): Promise<StorageStatus> {
  const status = await channel.read(storageStatus, {}, signal)
  const expiry = await channel.readUnless(storageExpiry, {}, signal, ...notThere)
  const version = await channel.readUnless(storageVersion, {}, signal, ...notThere)
  const memory = await channel.readUnless(freeMemory, {}, signal, ...notThere)
  return {
    serialNumber: status.fnSerial,
    phase: storagePhase(status.lifePhase),
    shiftOpen: status.shiftOpen === 1,
    lastDocumentNumber: status.lastDocument,
    lastDocumentTime: isDate(status.dateTime) ? status.dateTime : undefined,
    validUntil: expiry && isDate(expiry.expiry) ? expiry.expiry : undefined,
    registrationsLeft: expiry?.registrationsLeft,
    version: version?.fnVersion,
    serial: version?.fnType === undefined ? undefined : version.fnType === 1,
    warnings: storageWarnings(status.warnings),
    documentsLeft: memory?.documents,
    bufferKilobytesLeft: memory?.kilobytes,
  }
}

export async function readOperatorExchange(channel: CommandChannel, signal: Signal): Promise<OperatorExchange> {
  const { status, queue, firstDocument, firstDateTime } = await channel.read(exchangeStatus, {}, signal)
  return operatorExchange((status & 1) === 1, queue, firstDocument, isDate(firstDateTime) ? firstDateTime : undefined)
}

export async function readShift(channel: CommandChannel, signal: Signal): Promise<ShiftParameters> {
  const { shiftState, shift, receipt } = await channel.read(shiftParameters, {}, signal)
  return { open: shiftState === 1, number: shift, receiptNumber: receipt }
}

export async function readRegistration(channel: CommandChannel, signal: Signal): Promise<Registration> {
  const totals = await channel.read(lastRegistration, {}, signal)
  return {
    time: totals.dateTime,
    taxpayerNumber: totals.inn,
    registrationNumber: totals.regNumber,
    taxSystems: totals.taxSystems,
    workMode: totals.workMode,
    documentNumber: totals.documentNumber,
    fiscalSign: totals.fiscalSign,
  }
}

/** A storage without documents answers with zeros. */
const isDate = (text: string): boolean => /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/u.test(text)
