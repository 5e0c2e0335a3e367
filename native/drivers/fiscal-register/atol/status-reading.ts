import { decodeStoragePayload } from '../../../codecs/ffd/storage-payloads.ts'
import type { DeviceIdentity } from '../../role.ts'
import type {
  OperatorExchange,
  RegisterStatus,
  RegisterTime,
  ShiftParameters,
  StorageStatus,
} from '../fiscal-register.ts'
import { operatorExchange, storagePhase, storageWarnings } from '../shared/storage-words.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command } from './commands/command.ts'
import { deviceStatus, deviceType, stateCode } from './commands/status.ts'
import {
  exchangeState,
  shiftState,
  storageExpiry,
  storageNumber,
  storageStatus,
  storageVersion,
} from './commands/storage.ts'
import { errorCode } from './error-codes.ts'
import { isBusy, meaningOfMode, stateFlag, statusFlag } from './modes.ts'
import { models } from './models.ts'

type Signal = AbortSignal | undefined
type StorageCommand = Command<object, { readonly data: Uint8Array }>

/** Refusals of a machine that is too old for the question, or has no storage fitted. */
const notThere = [
  errorCode.wrongMode,
  errorCode.notSupported,
  errorCode.storageLink,
  errorCode.storageFormat,
  errorCode.storageState,
  errorCode.noData,
  errorCode.unknownCommand,
] as const

/** The second byte of the command is the storage's own code for the same question. */
async function payload<T>(channel: CommandChannel, command: StorageCommand, signal: Signal): Promise<T> {
  const { data } = await channel.read(command, {}, signal)
  return decodeStoragePayload(command.code & 0xff, data) as unknown as T
}

async function payloadUnless<T>(channel: CommandChannel, command: StorageCommand, signal: Signal) {
  const answer = await channel.readUnless(command, {}, signal, ...notThere)
  return answer && (decodeStoragePayload(command.code & 0xff, answer.data) as unknown as T)
}

export async function readIdentity(channel: CommandChannel, signal: Signal): Promise<DeviceIdentity> {
  const type = await channel.read(deviceType, {}, signal)
  const status = await channel.read(deviceStatus, {}, signal)
  const storage = await payloadUnless<{ fn: string }>(channel, storageNumber, signal)
  return {
    vendor: 'АТОЛ',
    model: type.name.trim() || models[type.model],
    serialNumber: /^0*$/u.test(status.serial) ? undefined : status.serial,
    firmware: [type.major, type.minor, type.language, type.build].join('.'),
    facts: [
      { name: 'Версия протокола', value: type.protocol.toString() },
      { name: 'Транспорт', value: channel.linkName },
      { name: 'Код модели', value: type.model.toString() },
      ...(storage ? [{ name: 'Номер ФН', value: storage.fn }] : []),
    ],
  }
}

/**
 * 3Fh and 45h together. Published clients disagree about the sense of the paper bit of 45h, so paper counts as known only where
 * the two answers agree. How long a shift has been open neither says.
 */
export async function readStatus(channel: CommandChannel, signal: Signal): Promise<RegisterStatus> {
  const status = await channel.read(deviceStatus, {}, signal)
  const state = await channel.readUnless(stateCode, {}, signal, ...notThere)
  const { mode, flags } = status
  const present = (flags & statusFlag.paperPresent) !== 0
  const absent = state === undefined ? !present : (state.flags & stateFlag.noPaper) !== 0
  return {
    mode: { code: mode & 15, meaning: meaningOfMode(mode) },
    shift: flags & statusFlag.shiftOpen ? 'open' : 'closed',
    documentOpen: status.receiptState !== 0,
    paper: present === absent ? 'unknown' : present ? 'present' : 'absent',
    waitsForContinue: false,
    printing: isBusy(mode),
    cover: flags & statusFlag.coverOpen ? 'open' : 'closed',
    drawer: flags & statusFlag.drawerOpen ? 'open' : 'closed',
    clock: clockOf(status),
    operator: status.cashier,
  }
}

const clockOf = ({ date, time }: { readonly date: string; readonly time: string }): RegisterTime => `${date}T${time}`

export async function readClock(channel: CommandChannel, signal: Signal): Promise<RegisterTime> {
  return clockOf(await channel.read(deviceStatus, {}, signal))
}

interface StorageState {
  readonly phase: number
  readonly shiftOpen: boolean
  readonly warnings: number
  readonly dateTime: string | null
  readonly fn: string
  readonly lastFd: number
}

export function readStorageState(channel: CommandChannel, signal: Signal): Promise<StorageState> {
  return payload<StorageState>(channel, storageStatus, signal)
}

export async function readStorage(channel: CommandChannel, signal: Signal): Promise<StorageStatus> {
  const status = await readStorageState(channel, signal)
  const expiry = await payloadUnless<{ expires: string; registrationsLeft?: number }>(channel, storageExpiry, signal)
  const version = await payloadUnless<{ version: string; softwareType: number }>(channel, storageVersion, signal)
  return {
    serialNumber: status.fn,
    phase: storagePhase(status.phase),
    shiftOpen: status.shiftOpen,
    lastDocumentNumber: status.lastFd,
    lastDocumentTime: status.dateTime ?? undefined,
    validUntil: expiry?.expires,
    registrationsLeft: expiry?.registrationsLeft,
    version: version?.version,
    serial: version && version.softwareType === 1,
    warnings: storageWarnings(status.warnings),
    documentsLeft: undefined,
    bufferKilobytesLeft: undefined,
  }
}

export async function readOperatorExchange(channel: CommandChannel, signal: Signal): Promise<OperatorExchange> {
  const state = await payload<{
    connected: boolean
    queue: number
    firstFd: number
    firstDateTime: string | null
  }>(channel, exchangeState, signal)
  return operatorExchange(state.connected, state.queue, state.firstFd, state.firstDateTime ?? undefined)
}

/** Some firmware gives no counters while the shift is closed; the machine's own status then has the last shift's number. */
export async function readShift(channel: CommandChannel, signal: Signal): Promise<ShiftParameters> {
  const { data } = await channel.read(shiftState, {}, signal)
  if (data.length > 1) {
    const state = decodeStoragePayload(0x10, data) as unknown as { shiftOpen: boolean; shift: number; receipt: number }
    return { open: state.shiftOpen, number: state.shift, receiptNumber: state.receipt }
  }
  const { shiftNumber, receiptNumber } = await channel.read(deviceStatus, {}, signal)
  return { open: data[0] !== 0, number: shiftNumber, receiptNumber }
}
