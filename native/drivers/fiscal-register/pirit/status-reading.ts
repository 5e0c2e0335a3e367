import type { Localized } from '../../../foundation/localized.ts'
import type { DeviceIdentity } from '../../role.ts'
import type {
  OperatorExchange,
  RegisterStatus,
  RegisterTime,
  Registration,
  ShiftParameters,
  StorageStatus,
} from '../fiscal-register.ts'
import { operatorExchange, storagePhase, storageWarnings } from '../shared/storage-words.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command, Shape, ValuesOf } from './commands/command.ts'
import {
  firmwareNumber,
  firmwareVersion,
  lastFiscalOperation,
  modelNumber,
  printerState,
  registrationNumber,
  serialNumber,
  statusFlags,
  storageExpiry,
  taxpayer,
  workModes,
} from './commands/status.ts'
import {
  exchangeState,
  freeMemory,
  lastDocument,
  lastRegistration,
  phaseOf,
  shiftState,
  storageNumber,
  storageShiftOpen,
  storageStatus,
  versions,
} from './commands/storage.ts'
import { drawerState, readClock } from './commands/work.ts'
import { errorCode } from './error-codes.ts'
import { models, modelsWithoutDrawerSensor } from './models.ts'
import {
  documentState,
  fatalBits,
  flag,
  flagBits,
  meaningOfDocument,
  printerFlag,
  stateOf,
  typeOf,
} from './status-flags.ts'

type Signal = AbortSignal | undefined

/** Refusals of a machine that does not know the question, has no storage fitted, or has nothing to say. */
const notThere = [
  errorCode.wrongState,
  errorCode.unknownCommand,
  errorCode.wrongParameter,
  errorCode.fatal,
  errorCode.storageState,
  errorCode.noData,
  errorCode.storageLink,
  errorCode.storageExchange,
] as const

function ask<A extends Shape>(
  channel: CommandChannel,
  command: Command<Shape, A>,
  signal: Signal,
): Promise<ValuesOf<A> | undefined> {
  return channel.readUnless(command, {}, signal, ...notThere)
}

/** From this number on the models are Пирит. */
const firstPirit = 8

export async function readIdentity(channel: CommandChannel, signal: Signal): Promise<DeviceIdentity> {
  const model = await ask(channel, modelNumber, signal)
  const serial = await ask(channel, serialNumber, signal)
  const firmware = (await ask(channel, firmwareVersion, signal))?.firmware
  const build = await ask(channel, firmwareNumber, signal)
  const storage = await ask(channel, storageNumber, signal)
  const number = model?.model
  return {
    vendor: number !== undefined && number >= firstPirit ? 'Кристалл Сервис' : 'Дримкас',
    model: number === undefined ? undefined : (models[number] ?? `модель ${number}`),
    serialNumber: serial?.serialNumber.trim() || undefined,
    firmware: firmware || build?.firmwareId.toString(),
    facts: [
      ...(number === undefined ? [] : [{ name: 'Код модели', value: number.toString() }]),
      ...(build === undefined ? [] : [{ name: 'Идентификатор прошивки', value: build.firmwareId.toString() }]),
      ...(storage?.fn ? [{ name: 'Номер ФН', value: storage.fn }] : []),
    ],
  }
}

/** 81h of the small models always says «closed». */
export async function hasDrawerSensor(channel: CommandChannel, signal: Signal): Promise<boolean> {
  const model = await ask(channel, modelNumber, signal)
  return model !== undefined && !modelsWithoutDrawerSensor.includes(model.model)
}

export async function readStatus(channel: CommandChannel, signal: Signal): Promise<RegisterStatus> {
  const { fatal, flags, document } = await channel.read(statusFlags, {}, signal)
  const printer = (await ask(channel, printerState, signal))?.printer
  const clock = await ask(channel, readClock, signal)
  const drawer = (await hasDrawerSensor(channel, signal)) ? await ask(channel, drawerState, signal) : undefined
  const known = printer !== undefined && (printer & printerFlag.noLink) === 0
  return {
    mode: { code: document, meaning: meaningOfState(fatal, flags, document) },
    shift: flags & flag.shiftTooLong ? 'open-over-24h' : flags & flag.shiftOpen ? 'open' : 'closed',
    documentOpen: stateOf(document) !== documentState.closed,
    paper: known ? (printer & printerFlag.noPaper ? 'absent' : 'present') : 'unknown',
    waitsForContinue: stateOf(document) === documentState.closedInStorage,
    printing: false,
    cover: known ? (printer & printerFlag.coverOpen ? 'open' : 'closed') : 'unknown',
    drawer: drawer === undefined ? 'unknown' : drawer.drawerOpen ? 'open' : 'closed',
    clock: registerTime(clock),
    operator: undefined,
  }
}

/** Flags that say why a machine with no document open does not work. */
const telling = flag.startMissing | flag.storageClosed | flag.storageNotRegistered | flag.shiftClosingUnfinished

/** What matters most: a fatal state, then the open document, then what the machine waits for. */
function meaningOfState(fatal: number, flags: number, document: number): Localized {
  if (fatal !== 0) return namesOf(fatal, fatalBits)
  if (typeOf(document) !== 0) return meaningOfDocument(document)
  return (flags & telling) === 0 ? meaningOfDocument(document) : namesOf(flags & telling, flagBits)
}

function namesOf(bits: number, names: Readonly<Record<number, Localized>>): Localized {
  const set = Array.from({ length: 16 }, (_, bit) => bit).filter((bit) => bits & (1 << bit))
  const one = (bit: number): Localized => names[bit] ?? { ru: `бит ${bit}`, en: `bit ${bit}` }
  return { ru: set.map((bit) => one(bit).ru).join(', '), en: set.map((bit) => one(bit).en).join(', ') }
}

/** A date without a time, or zeros for both, is no time. */
export function registerTime(
  of: { readonly date: string | null; readonly time: string | null } | undefined,
): RegisterTime | undefined {
  if (!of?.date || !of.time || of.date.endsWith('-00')) return undefined
  return `${of.date}T${of.time}`
}

const serialStorage = 1

export async function readStorage(channel: CommandChannel, signal: Signal): Promise<StorageStatus> {
  const { fn } = await channel.read(storageNumber, {}, signal)
  const { state, warnings } = await channel.read(storageStatus, {}, signal)
  const last = await readLastDocument(channel, signal)
  const lastTime = last === 0 ? undefined : await ask(channel, lastFiscalOperation, signal)
  const expiry = await ask(channel, storageExpiry, signal)
  const version = await ask(channel, versions, signal)
  const room = await ask(channel, freeMemory, signal)
  return {
    serialNumber: fn,
    phase: storagePhase(phaseOf(state)),
    shiftOpen: (state & storageShiftOpen) !== 0,
    lastDocumentNumber: last,
    lastDocumentTime: registerTime(lastTime),
    validUntil: expiry?.expires ?? undefined,
    registrationsLeft: undefined,
    version: version?.firmware,
    serial: version && version.storageKind === serialStorage,
    warnings: storageWarnings(warnings),
    documentsLeft: room?.documentsLeft,
    bufferKilobytesLeft: room?.kilobytesLeft,
  }
}

/** Zero before the first document. */
export async function readLastDocument(channel: CommandChannel, signal: Signal): Promise<number> {
  const last = await channel.readUnless(lastDocument, {}, signal, errorCode.noData)
  return last?.fiscalDocument ?? 0
}

const connectedBit = 1

export async function readOperatorExchange(channel: CommandChannel, signal: Signal): Promise<OperatorExchange> {
  const state = await channel.read(exchangeState, {}, signal)
  return operatorExchange((state.exchange & connectedBit) !== 0, state.queue, state.firstDocument, registerTime(state))
}

export async function readShift(channel: CommandChannel, signal: Signal): Promise<ShiftParameters> {
  const { shift, shiftOpen, receiptNumber } = await channel.read(shiftState, {}, signal)
  return { open: shiftOpen !== 0, number: shift, receiptNumber }
}

/** The low bits of the work mode are those of the storage: tags 1056, 1002, 1001, 1109, 1110 and 1108. */
const storageModes = 0b11_1111

export async function readRegistration(channel: CommandChannel, signal: Signal): Promise<Registration> {
  const made = await channel.read(lastRegistration, {}, signal)
  const { inn } = await channel.read(taxpayer, {}, signal)
  const { registrationNumber: number } = await channel.read(registrationNumber, {}, signal)
  const { taxSystems, workMode } = await channel.read(workModes, {}, signal)
  return {
    time: registerTime(made) ?? '',
    taxpayerNumber: inn.trim(),
    registrationNumber: number.trim(),
    taxSystems,
    workMode: workMode & storageModes,
    documentNumber: made.fiscalDocument,
    fiscalSign: made.fiscalSign,
  }
}
