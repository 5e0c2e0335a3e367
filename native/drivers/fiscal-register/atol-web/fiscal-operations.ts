import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { Cashier, FiscalResult, RegistrationValues } from '../fiscal-register.ts'
import { makeDocument, type StorageWitness } from '../shared/fiscal-documents.ts'
import { done, notDone } from '../shared/outcomes.ts'
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
async function make<Q extends object>(
  server: WebServer,
  task: Task<Q, MadeDocument>,
  values: Q,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  let made: MadeDocument['fiscalParams'] | undefined
  const storage: StorageWitness = {
    lastDocument: async (still) => (await server.read(getFnStatus, {}, still)).fnStatus.fiscalDocumentNumber,
    async describe(number, still) {
      if (made) return { fiscalSign: signOf(made.fiscalDocumentSign), time: made.fiscalDocumentDateTime }
      return (await describeDocument(server, number, still)) ?? { fiscalSign: undefined, time: undefined }
    },
  }
  const outcome = await makeDocument(
    storage,
    async (witness) => {
      const acted = await act(server, task, values, signal, witness)
      if (acted.state !== 'done') return acted
      made = acted.value?.fiscalParams
      return done
    },
    signal,
  )
  if (outcome.state !== 'done' || !made) return outcome
  return { state: 'done', value: { ...outcome.value, documentNumber: made.fiscalDocumentNumber } }
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

const flags = <Name extends string>(names: readonly Name[], mask: number) =>
  Object.fromEntries(names.map((name, bit) => [name, (mask & (1 << bit)) !== 0])) as Record<Name, boolean>

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
      ...flags(workModes, values.workMode),
      ...flags(extendedModes, values.extendedMode),
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
