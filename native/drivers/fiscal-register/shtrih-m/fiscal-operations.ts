import { encodeElements } from '../../../codecs/ffd/index.ts'
import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { Cashier, FiscalResult, RegistrationValues } from '../fiscal-register.ts'
import { makeDocument, type StorageWitness } from '../shared/fiscal-documents.ts'
import { notDone } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command } from './commands/command.ts'
import {
  openShift as openShiftCommand,
  sendTags,
  startCloseShift,
  startOpenShift,
  zReport,
} from './commands/receipts.ts'
import {
  archiveClose,
  cancelDocument,
  findDocument,
  registrationReport,
  reRegistrationReport,
  startArchiveClose,
  startRegistration,
  storageStatus,
} from './commands/storage.ts'
import { refusal } from './failures.ts'
import { act } from './outcomes.ts'
import { afterPrinting } from './physical-actions.ts'
import { writeRequisites } from './requisites.ts'

type Signal = AbortSignal | undefined
type Step = readonly [Command, object]

/** Machines without the command cannot take a cashier with the document; the document is made all the same. */
const unknownCommand = 0x37

export function openShift(channel: CommandChannel, clock: Clock, cashier: Cashier, signal: Signal) {
  return make(channel, clock, [startOpenShift, {}], cashier, [openShiftCommand, {}], signal)
}

export function closeShift(channel: CommandChannel, clock: Clock, cashier: Cashier, signal: Signal) {
  return make(channel, clock, [startCloseShift, {}], cashier, [zReport, {}], signal)
}

export function closeStorage(channel: CommandChannel, clock: Clock, cashier: Cashier, signal: Signal) {
  return make(channel, clock, [startArchiveClose, {}], cashier, [archiveClose, {}], signal)
}

const reportType = { 'new-register': 0, 'storage-replacement': 1 } as const
const storageReplaced = 1

/**
 * Names, addresses and the operator stand in the machine's own table, from where it takes them into the report; numbers and modes
 * go with the command. FF06h for the first registration, FF34h with its reason for every one after it.
 */
export async function registerStorage(
  channel: CommandChannel,
  clock: Clock,
  values: RegistrationValues,
  cashier: Cashier,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const written = await writeRequisites(channel, values, signal)
  if (written.state !== 'done') return written
  const numbers = {
    inn: values.taxpayerNumber.trim(),
    regNumber: values.registrationNumber,
    taxSystems: values.taxSystems,
    workMode: values.workMode,
  }
  const report: Step =
    values.reason === 'new-register'
      ? [registrationReport, numbers]
      : [reRegistrationReport, { ...numbers, reason: storageReplaced }]
  return make(channel, clock, [startRegistration, { reportType: reportType[values.reason] }], cashier, report, signal)
}

/** A document in three steps: begun, given its cashier, made. Nothing is in the storage before the last of them. */
async function make(
  channel: CommandChannel,
  clock: Clock,
  start: Step,
  cashier: Cashier,
  [command, values]: Step,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const hindrance = await begin(channel, start, cashier, signal)
  if (hindrance) return notDone(hindrance)
  const outcome = await makeDocument(
    witnessOf(channel),
    (witness) => act(channel, command, values, signal, witness),
    signal,
  )
  if (outcome.state === 'not-done') await cancel(channel, signal)
  if (outcome.state !== 'done') return outcome
  await afterPrinting(channel, clock, signal)
  return outcome
}

/** Why the document could not be begun, if it could not. What was begun of it is taken back. */
async function begin(
  channel: CommandChannel,
  start: Step,
  { name, taxpayerNumber }: Cashier,
  signal: Signal,
): Promise<DeviceFailure | undefined> {
  const tlv = encodeElements([
    { tag: 1021, value: name },
    ...(taxpayerNumber === undefined ? [] : [{ tag: 1203, value: taxpayerNumber.padEnd(12) }]),
  ])
  for (const [command, values] of [start, [sendTags, { tlv }]] as const satisfies Step[]) {
    const performed = await channel.perform(command, values, signal)
    if (performed.state === 'answered' && performed.answer.error === 0) continue
    if (performed.state === 'answered' && performed.answer.error === unknownCommand) return undefined
    await cancel(channel, signal)
    return performed.state === 'answered' ? refusal(command, performed.answer.error) : performed.failure
  }
  return undefined
}

async function cancel(channel: CommandChannel, signal: Signal): Promise<void> {
  await channel.perform(cancelDocument, {}, signal)
}

const witnessOf = (channel: CommandChannel): StorageWitness => ({
  lastDocument: async (signal) => (await channel.read(storageStatus, {}, signal)).lastDocument,
  async describe(number, signal) {
    const { fiscalSign, dateTime } = await channel.read(findDocument, { documentNumber: number }, signal)
    return { fiscalSign, time: dateTime }
  },
})
