import { extendedError } from '../extended-errors.ts'
import {
  charactersPerLine,
  firmwareNumber,
  firmwareVersion,
  lastError,
  lastFiscalOperation,
  modelNumber,
  nextReceipt,
  nextXReport,
  operationCounter,
  printerState,
  registrationNumber,
  serialNumber,
  shiftNumber,
  shiftOpened,
  statusFlags,
  storageExpiry,
  taxpayer,
  workModes,
} from '../commands/status.ts'
import { printable } from '../printable.ts'
import { errorCode } from '../error-codes.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'

const noData = new Refusal(errorCode.noData)
const day = 86_400_000

/** `YYYY-MM-DDThh:mm` as the two values of an answer. */
export function dateAndTime(time: string | undefined) {
  const [date = null, timeOfDay = null] = time?.split('T') ?? []
  return { date, time: timeOfDay && `${timeOfDay}:00`.slice(0, 8) }
}

export const statusBehaviours: readonly Behaviour[] = [
  on(statusFlags, 'asleep', ({ fatal, flags, documentByte }) => ({ fatal, flags, document: documentByte })),
  on(printerState, 'asleep', ({ printerByte }) => ({ printer: printerByte })),
  on(lastError, 'asleep', ({ lastError: extended, capabilities }) =>
    capabilities.errorTexts ? { extended, errorText: printable(extendedError(extended)?.ru ?? '') } : { extended },
  ),
  on(shiftNumber, 'asleep', ({ storage }) => ({ shift: storage.shift.number })),
  on(nextReceipt, 'asleep', ({ storage }) => ({ receiptNumber: storage.shift.receipts + 1 })),
  on(serialNumber, 'asleep', ({ capabilities }) => ({ serialNumber: capabilities.serialNumber })),
  on(firmwareNumber, 'asleep', ({ capabilities }) => ({ firmwareId: capabilities.firmwareId })),
  on(firmwareVersion, 'asleep', ({ capabilities }) => ({ firmware: capabilities.firmware })),
  on(modelNumber, 'asleep', ({ capabilities }) => ({ model: capabilities.model })),
  on(charactersPerLine, 'asleep', ({ capabilities }) => ({ characters: capabilities.charactersPerLine })),
  on(taxpayer, 'asleep', ({ storage }) => ({ inn: storage.registration()?.inn ?? '' })),
  on(registrationNumber, 'asleep', ({ storage }) => ({ registrationNumber: storage.registration()?.regNumber ?? '' })),
  on(workModes, 'asleep', ({ storage }) => {
    const { taxSystems, workMode, extendedMode } = storage.registration() ?? {}
    return { taxSystems: taxSystems ?? 0, workMode: workMode ?? 0, extendedMode: extendedMode ?? 0 }
  }),
  on(lastFiscalOperation, 'asleep', ({ storage }) => (storage.lastTime ? dateAndTime(storage.lastTime) : noData)),
  on(nextXReport, 'asleep', (machine) => ({ xReportNumber: machine.nextXReport })),
  on(operationCounter, 'asleep', (machine) => ({ operationCounter: machine.operationCounter.toString() })),
  on(storageExpiry, 'asleep', ({ storage, clock }) => {
    const { validUntil } = storage
    const left = Date.parse(`${validUntil}T00:00:00`) - Date.parse(clock.now())
    return { expires: validUntil, daysLeft: Math.max(0, Math.floor(left / day)) }
  }),
  on(shiftOpened, 'asleep', ({ storage }) => (storage.shift.open ? dateAndTime(storage.shift.openedAt) : noData)),
]
