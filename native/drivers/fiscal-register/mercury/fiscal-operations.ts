import type { Outcome } from '../../../foundation/operation.ts'
import type { Cashier, FiscalResult, RegistrationValues } from '../fiscal-register.ts'
import { makeNamedDocument, type StorageWitness } from '../shared/fiscal-documents.ts'
import { flagsOf } from '../shared/named-bits.ts'
import type { Command } from './commands/command.ts'
import { registerKkt, reregisterKkt } from './commands/registration.ts'
import {
  closeShift as closeShiftCommand,
  closeStorage as closeFn,
  openShift as openShiftCommand,
} from './commands/shift.ts'
import { getDateTime, getStatus } from './commands/status.ts'
import { act } from './outcomes.ts'
import type { Service } from './service.ts'
import { workModes } from './status-reading.ts'

type Signal = AbortSignal | undefined

interface Document {
  readonly fiscalDocNum: number
  readonly fiscalSign: string
  readonly dateTime?: string | undefined
}

/**
 * Has the storage make a document. The answer names it; where it was lost the storage's count of documents tells whether there is
 * one more, but its sign cannot be asked for.
 */
function make<Q extends object>(
  service: Service,
  command: Command<Q, Document>,
  values: Q,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const storage: StorageWitness = {
    lastDocument: async (still) => (await service.read(getStatus, still)).fnInfo.lastDoc?.num ?? 0,
    describe: async () => ({ fiscalSign: undefined, time: undefined }),
  }
  return makeNamedDocument(
    storage,
    (witness) => act(service, command, values, signal, witness),
    (answer) => ({
      documentNumber: answer.fiscalDocNum,
      fiscalSign: signOf(answer),
      time: answer.dateTime,
    }),
    signal,
  )
}

function signOf({ fiscalSign }: Document): number | undefined {
  const sign = Number(fiscalSign)
  return Number.isSafeInteger(sign) ? sign : undefined
}

const cashierInfo = ({ name, taxpayerNumber }: Cashier) => ({
  cashierName: name,
  ...(taxpayerNumber === undefined ? {} : { cashierINN: taxpayerNumber }),
})

export const openShift = (service: Service, cashier: Cashier, signal: Signal) =>
  make(service, openShiftCommand, { printDoc: true, cashierInfo: cashierInfo(cashier) }, signal)

export const closeShift = (service: Service, cashier: Cashier, signal: Signal) =>
  make(service, closeShiftCommand, { printDoc: true, cashierInfo: cashierInfo(cashier) }, signal)

export const closeStorage = (service: Service, cashier: Cashier, signal: Signal) =>
  make(service, closeFn, { cashierInfo: cashierInfo(cashier) }, signal)

/** Modes beyond the six of `workMode`, in the order of the bits of `extendedMode`. */
const extendedModes = ['forExcisableGoods', 'forGamble', 'forLottery', 'forAutomat', 'forMarkedGoods'] as const
const storageReplaced = 1

/** The report states the register's own time, which the service wants to be told. */
export async function registerStorage(
  service: Service,
  values: RegistrationValues,
  cashier: Cashier,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const { dateTime } = await service.read(getDateTime, signal)
  const request = {
    dateTime,
    cashierInfo: cashierInfo(cashier),
    owner: { name: values.organisation, inn: values.taxpayerNumber.trim() },
    kkt: {
      regNum: values.registrationNumber,
      address: values.address,
      location: values.place,
      mode: { ...flagsOf(workModes, values.workMode), ...flagsOf(extendedModes, values.extendedMode) },
    },
    ofd: { name: values.operatorName, inn: values.operatorTaxpayerNumber.trim() },
    taxSystem: [0, 1, 2, 3, 4, 5].filter((place) => values.taxSystems & (1 << place)),
    ...(values.senderEmail === '' ? {} : { senderEmail: values.senderEmail }),
    ...(values.taxOfficeSite === '' ? {} : { siteFNS: values.taxOfficeSite }),
  }
  return values.reason === 'new-register'
    ? make(service, registerKkt, request, signal)
    : make(service, reregisterKkt, { ...request, reason: storageReplaced }, signal)
}
