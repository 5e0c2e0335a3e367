import type { ElementToEncode } from '../../../../codecs/ffd/encode-elements.ts'
import type { RegistrationReason } from '../../fiscal-register.ts'
import * as document from './played-documents.ts'
import type { PlayedMachine } from './played-machine.ts'

/** Why the machine will not make a document; each family refuses with a code of its own. */
export type FiscalObstacle =
  | 'not-fiscal'
  | 'storage-busy'
  | 'paper'
  | 'cover'
  | 'waits-for-continue'
  | 'shift-open'
  | 'shift-closed'
  | 'shift-too-long'
  | 'receipt-open'
  | 'no-receipt'
  | 'unpaid'
  | 'unsent'
  | 'already-registered'

export interface MadeDocument {
  readonly documentNumber: number
  readonly fiscalSign: number
}

type Made = MadeDocument | FiscalObstacle

/** Anything that stands in the way of every document. */
function obstacle(machine: PlayedMachine<string>): FiscalObstacle | undefined {
  return machine.storage.beingRead ? 'storage-busy' : machine.printerObstacle
}

function write(
  machine: PlayedMachine<string>,
  form: number,
  elements: readonly ElementToEncode[],
  title: string,
): MadeDocument {
  machine.count('fiscal-document')
  const result = machine.storage.append(form, machine.clock.now(), elements)
  machine.printer.print([title, `ФД ${result.documentNumber}`, `ФП ${result.fiscalSign}`, ''])
  return result
}

export function openShift(machine: PlayedMachine<string>): Made {
  if (machine.storage.phase !== 3) return 'not-fiscal'
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.storage.shift.open) return 'shift-open'
  return write(machine, 2, document.shiftOpening(machine.storage, machine.cashierName), 'ОТЧЁТ ОБ ОТКРЫТИИ СМЕНЫ')
}

export function closeShift(machine: PlayedMachine<string>): Made {
  if (machine.storage.phase !== 3) return 'not-fiscal'
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.receipt) return 'receipt-open'
  if (!machine.storage.shift.open) return 'shift-closed'
  return write(machine, 5, document.shiftClosing(machine.storage, machine.cashierName), 'ОТЧЁТ О ЗАКРЫТИИ СМЕНЫ')
}

/** `type` is the family's own; the storage's operation (1 sale, 2 its return, 3 purchase, 4 its return) comes with the payment. */
export function openReceipt(machine: PlayedMachine<string>, type: number): FiscalObstacle | undefined {
  if (machine.storage.phase !== 3) return 'not-fiscal'
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.receipt) return 'receipt-open'
  if (machine.shiftTooLong) return 'shift-too-long'
  if (!machine.storage.shift.open) return 'shift-closed'
  machine.receipt = { type, sumKop: 0, items: 0 }
  return undefined
}

export function addItem(machine: PlayedMachine<string>, sumKop: number): FiscalObstacle | undefined {
  if (!machine.receipt) return 'no-receipt'
  machine.receipt = { ...machine.receipt, sumKop: machine.receipt.sumKop + sumKop, items: machine.receipt.items + 1 }
  return undefined
}

export function cancelReceipt(machine: PlayedMachine<string>): FiscalObstacle | undefined {
  if (!machine.receipt) return 'no-receipt'
  machine.receipt = undefined
  machine.printer.print(['ЧЕК АННУЛИРОВАН', ''])
  return undefined
}

/** Kopecks. */
export function closeReceipt(
  machine: PlayedMachine<string>,
  operation: number,
  paidKop: number,
): (MadeDocument & { readonly changeKop: number }) | FiscalObstacle {
  const { receipt, storage } = machine
  if (!receipt) return 'no-receipt'
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (paidKop < receipt.sumKop) return 'unpaid'
  machine.receipt = undefined
  const elements = document.receipt(storage, operation, receipt.sumKop, machine.cashierName)
  const made = write(machine, 3, elements, `КАССОВЫЙ ЧЕК ${(receipt.sumKop / 100).toFixed(2)}`)
  return { changeKop: paidKop - receipt.sumKop, ...made }
}

/** A storage is closed with its shift closed and everything sent; then its closing report waits for the operator alone. */
export function closeStorage(machine: PlayedMachine<string>): Made {
  if (machine.storage.phase !== 3) return 'not-fiscal'
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.receipt) return 'receipt-open'
  if (machine.storage.shift.open) return 'shift-open'
  if (machine.storage.unsent().count > 0) return 'unsent'
  const elements = document.storageClosing(machine.storage, machine.cashierName)
  return write(machine, 6, elements, 'ОТЧЁТ О ЗАКРЫТИИ ФИСКАЛЬНОГО НАКОПИТЕЛЯ')
}

export interface PlayedRegistration {
  readonly reason: RegistrationReason
  readonly taxpayerNumber: string
  readonly registrationNumber: string
  readonly taxSystems: number
  readonly workMode: number
  /** Texts of the report; a register that was given none prints its shop's. */
  readonly registerSerialNumber?: string
  readonly organisation?: string
  readonly address?: string
  readonly place?: string
  readonly operatorName?: string
  readonly operatorTaxpayerNumber?: string
  readonly senderEmail?: string
  readonly taxOfficeSite?: string
}

/** Registers an empty storage: as a new register, or as the next storage of one that was registered before. */
export function register(machine: PlayedMachine<string>, values: PlayedRegistration): Made {
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.storage.phase !== 1) return 'already-registered'
  const replaced = values.reason === 'storage-replacement'
  return write(
    machine,
    replaced ? 11 : 1,
    document.registration(values, machine.cashierName),
    replaced ? 'ОТЧЁТ ОБ ИЗМЕНЕНИИ ПАРАМЕТРОВ РЕГИСТРАЦИИ' : 'ОТЧЁТ О РЕГИСТРАЦИИ',
  )
}
