import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { Cashier, FiscalResult, RegistrationValues } from '../fiscal-register.ts'
import { makeDocument, type StorageWitness } from '../shared/fiscal-documents.ts'
import { inDoubt, notDone } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command, Shape, ValuesOf } from './commands/command.ts'
import { statusFlags } from './commands/status.ts'
import {
  closeShift as closeShiftCommand,
  closeStorage as closeStorageCommand,
  openShift as openShiftCommand,
  readClock,
  register,
} from './commands/work.ts'
import { readShortForm } from './document-reading.ts'
import { act } from './outcomes.ts'
import { readyForDocument } from './physical-actions.ts'
import { textArgument } from './printable.ts'
import { registrationParameters } from './registration-values.ts'
import { startWorking } from './start-of-work.ts'
import { flag } from './status-flags.ts'
import { readLastDocument } from './status-reading.ts'

type Signal = AbortSignal | undefined

const longestName = 64

/** «ИНН&Имя». Throws `operation.wrong-argument`. */
function operatorName({ name, taxpayerNumber }: Cashier): string {
  const written = taxpayerNumber === undefined ? name : `${taxpayerNumber.trim()}&${name}`
  return textArgument('cashier', written, longestName)
}

export function openShift(channel: CommandChannel, cashier: Cashier, signal: Signal) {
  return make(channel, openShiftCommand, { operator: operatorName(cashier) }, signal)
}

export async function closeShift(
  channel: CommandChannel,
  cashier: Cashier,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const operator = operatorName(cashier)
  const { flags } = await startWorking(channel, signal)
  if (flags & flag.shiftClosingUnfinished) return finishClosing(channel, operator, signal)
  return make(channel, closeShiftCommand, { operator }, signal)
}

/** The storage has the closing report already; the machine wants the same command again to bring it to its end. */
async function finishClosing(
  channel: CommandChannel,
  operator: string,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const isFinished = async (still: Signal) =>
    ((await channel.read(statusFlags, {}, still)).flags & flag.shiftClosingUnfinished) === 0
  const outcome = await act(channel, closeShiftCommand, { operator }, signal, isFinished)
  if (outcome.state !== 'done') return outcome
  try {
    const documentNumber = await readLastDocument(channel, signal)
    return { state: 'done', value: { documentNumber, ...(await storageOf(channel).describe(documentNumber, signal)) } }
  } catch (error) {
    if (error instanceof DeviceFailure) return inDoubt(error, 'ask-register-for-last-document')
    throw error
  }
}

/** The machine refuses it while documents wait for the operator. */
export function closeStorage(channel: CommandChannel, cashier: Cashier, signal: Signal) {
  return make(channel, closeStorageCommand, { operator: operatorName(cashier) }, signal)
}

/** The report bears the time of the command; the machine is told its own. */
export async function registerStorage(
  channel: CommandChannel,
  values: RegistrationValues,
  cashier: Cashier,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const parameters = { ...registrationParameters(values), operator: operatorName(cashier) }
  const hindrance = await readyForDocument(channel, signal)
  if (hindrance) return notDone(hindrance)
  const now = await channel.read(readClock, {}, signal)
  return make(channel, register, { ...parameters, ...now }, signal)
}

async function make<Q extends Shape>(
  channel: CommandChannel,
  command: Command<Q>,
  values: Partial<ValuesOf<Q>>,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const hindrance = await readyForDocument(channel, signal)
  if (hindrance) return notDone(hindrance)
  return makeDocument(storageOf(channel), (witness) => act(channel, command, values, signal, witness), signal)
}

const storageOf = (channel: CommandChannel): StorageWitness => ({
  lastDocument: (signal) => readLastDocument(channel, signal),
  async describe(number, signal) {
    const document = await readShortForm(channel, number, signal)
    return { fiscalSign: document?.fiscalSign, time: document?.time }
  },
})
