import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { Cashier, FiscalResult, RegistrationValues } from '../fiscal-register.ts'
import { makeNamedDocument, type StorageWitness } from '../shared/fiscal-documents.ts'
import { flagsOf } from '../shared/named-bits.ts'
import { notDone } from '../shared/outcomes.ts'
import { taxationTypes } from './codec/meanings.ts'
import { describeDocument, signOf } from './document-reading.ts'
import { act } from './outcomes.ts'
import { workModes } from './status-reading.ts'
import {
  closeArchive,
  closeShift as closeShiftTask,
  fnChange,
  getRegistrationInfo,
  openShift as openShiftTask,
  registration,
} from './tasks/documents.ts'
import { getFnStatus } from './tasks/status.ts'
import type { Task } from './tasks/task.ts'
import type { WebServer } from './web-server.ts'

type Signal = AbortSignal | undefined

interface MadeDocument {
  readonly fiscalParams: {
    readonly fiscalDocumentNumber: number
    readonly fiscalDocumentSign: string
    readonly fiscalDocumentDateTime?: string | undefined
  }
}

/** Has the storage make a document. The result names it; where it was lost, the storage's count of documents and the document itself do. */
function make<Q extends object>(
  server: WebServer,
  task: Task<Q, MadeDocument>,
  values: Q,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const storage: StorageWitness = {
    lastDocument: async (still) => (await server.read(getFnStatus, {}, still)).fnStatus.fiscalDocumentNumber,
    describe: async (number, still) =>
      (await describeDocument(server, number, still)) ?? { fiscalSign: undefined, time: undefined },
  }
  return makeNamedDocument(
    storage,
    (witness) => act(server, task, values, signal, witness),
    ({ fiscalParams: made }) => ({
      documentNumber: made.fiscalDocumentNumber,
      fiscalSign: signOf(made.fiscalDocumentSign),
      time: made.fiscalDocumentDateTime,
    }),
    signal,
  )
}

const operatorOf = ({ name, taxpayerNumber }: Cashier) => ({
  name,
  ...(taxpayerNumber === undefined ? {} : { vatin: taxpayerNumber }),
})

export const openShift = (server: WebServer, cashier: Cashier, signal: Signal) =>
  make(server, openShiftTask, { operator: operatorOf(cashier) }, signal)

export const closeShift = (server: WebServer, cashier: Cashier, signal: Signal) =>
  make(server, closeShiftTask, { operator: operatorOf(cashier) }, signal)

export const closeStorage = (server: WebServer, cashier: Cashier, signal: Signal) =>
  make(server, closeArchive, { operator: operatorOf(cashier) }, signal)

/** Modes beyond the six of `workMode`, in the order of the bits of `extendedMode`. */
const extendedModes = ['excise', 'gambling', 'lottery', 'machineInstallation'] as const
const markedGoods = 1 << extendedModes.length

/**
 * A new register, or the next storage of one. Where the operator's server is reached stays as the register has it: the report does
 * not state it, and the values do not hold it.
 */
export async function registerStorage(
  server: WebServer,
  values: RegistrationValues,
  cashier: Cashier,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  // No public description names the member for marked goods, and a report without it would state something else.
  if (values.extendedMode & markedGoods)
    return notDone(new DeviceFailure('operation.not-supported', { reason: 'marked goods' }))
  const known = await readOperator(server, signal)
  const request = {
    operator: operatorOf(cashier),
    organization: {
      name: values.organisation,
      vatin: values.taxpayerNumber.trim(),
      email: values.senderEmail,
      taxationTypes: taxationTypes.filter((_, bit) => values.taxSystems & (1 << bit)),
      agents: [],
      address: values.address,
    },
    device: {
      registrationNumber: values.registrationNumber,
      paymentsAddress: values.place,
      fnsUrl: values.taxOfficeSite,
      ffdVersion: values.formatVersion,
      ...flagsOf(workModes, values.workMode),
      ...flagsOf(extendedModes, values.extendedMode),
    },
    ofd: { ...known, name: values.operatorName, vatin: values.operatorTaxpayerNumber.trim() },
  }
  return make(server, values.reason === 'new-register' ? registration : fnChange, request, signal)
}

/** A register that was never registered has nothing to tell. */
async function readOperator(server: WebServer, signal: Signal) {
  try {
    const { host, port, dns } = (await server.read(getRegistrationInfo, {}, signal)).ofd ?? {}
    return {
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      ...(dns === undefined ? {} : { dns }),
    }
  } catch (error) {
    if (error instanceof DeviceFailure && error.data['deviceCode'] !== undefined) return {}
    throw error
  }
}
