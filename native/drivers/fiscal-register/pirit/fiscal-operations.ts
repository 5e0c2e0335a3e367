import type { Outcome } from '../../../foundation/operation.ts'
import { decodeFixedDocument } from '../../../codecs/ffd/fixed-document.ts'
import type { Cashier, FiscalResult, RegistrationValues } from '../fiscal-register.ts'
import { makeDocument, type StorageWitness } from '../shared/fiscal-documents.ts'
import { inDoubt, notDone, type Witness } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import type { Command, Shape, ValuesOf } from './commands/command.ts'
import {
  closeShift as closeShiftCommand,
  closeStorage as closeStorageCommand,
  openShift as openShiftCommand,
  readClock,
  register,
} from './commands/work.ts'
import { readStoredDocument } from './document-reading.ts'
import { act } from './outcomes.ts'
import { readyForDocument } from './physical-actions.ts'
import { textArgument } from './printable.ts'
import { registrationParameters } from './registration-values.ts'
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

/**
 * Where an earlier closing was not brought to its end, the machine wants the same command again; whether the storage makes a
 * document of it then, only the storage's count tells.
 */
export function closeShift(channel: CommandChannel, cashier: Cashier, signal: Signal) {
  return make(channel, closeShiftCommand, { operator: operatorName(cashier) }, signal)
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
  return makeDocument(
    storageOf(channel),
    async (witness) => checked(await act(channel, command, values, signal, witness), witness, signal),
    signal,
  )
}

/** The paper can end when the storage already has the document: the machine then refuses what it has done. */
async function checked(outcome: Outcome<void>, witness: Witness, signal: Signal): Promise<Outcome<void>> {
  if (outcome.state !== 'not-done' || !ofPaper.includes(outcome.failure.code)) return outcome
  return (await witness(signal)) === false ? outcome : inDoubt(outcome.failure)
}

const ofPaper: readonly string[] = ['register.paper-out', 'register.cover-open']

const storageOf = (channel: CommandChannel): StorageWitness => ({
  lastDocument: (signal) => readLastDocument(channel, signal),
  async describe(number, signal) {
    const { fixed } = await readStoredDocument(channel, number, signal)
    const document = fixed && decodeFixedDocument(fixed)
    return { fiscalSign: document?.fiscalSign, time: document?.time }
  },
})
