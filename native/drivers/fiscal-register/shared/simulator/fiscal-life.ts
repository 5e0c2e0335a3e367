import type { ElementToEncode } from '../../../../codecs/ffd/encode-elements.ts'
import type { RegistrationReason } from '../../fiscal-register.ts'
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
  const { open, number } = machine.storage.shift
  if (open) return 'shift-open'
  return write(machine, 2, [{ tag: 1038, value: number + 1 }], 'ОТЧЁТ ОБ ОТКРЫТИИ СМЕНЫ')
}

export function closeShift(machine: PlayedMachine<string>): Made {
  if (machine.storage.phase !== 3) return 'not-fiscal'
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.receipt) return 'receipt-open'
  const { open, number } = machine.storage.shift
  return open ? write(machine, 5, [{ tag: 1038, value: number }], 'ОТЧЁТ О ЗАКРЫТИИ СМЕНЫ') : 'shift-closed'
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
  const { shift } = storage
  const elements = [
    { tag: 1038, value: shift.number },
    { tag: 1042, value: shift.receipts + 1 },
    { tag: 1054, value: operation },
    { tag: 1020, value: receipt.sumKop },
  ]
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
  return write(machine, 6, [], 'ОТЧЁТ О ЗАКРЫТИИ ФИСКАЛЬНОГО НАКОПИТЕЛЯ')
}

export interface PlayedRegistration {
  readonly reason: RegistrationReason
  readonly taxpayerNumber: string
  readonly registrationNumber: string
  readonly taxSystems: number
  readonly workMode: number
  readonly operatorTaxpayerNumber?: string
}

const workModeTags = [1056, 1002, 1001, 1109, 1110, 1108]

/** Registers an empty storage: as a new register, or as the next storage of one that was registered before. */
export function register(machine: PlayedMachine<string>, values: PlayedRegistration): Made {
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.storage.phase !== 1) return 'already-registered'
  const replaced = values.reason === 'storage-replacement'
  const elements: ElementToEncode[] = [
    { tag: 1018, value: values.taxpayerNumber.padEnd(12) },
    { tag: 1037, value: values.registrationNumber.padEnd(20) },
    { tag: 1062, value: values.taxSystems },
    ...workModeTags.map((tag, bit) => ({ tag, value: (values.workMode >> bit) & 1 })),
    ...(values.operatorTaxpayerNumber ? [{ tag: 1017, value: values.operatorTaxpayerNumber.padEnd(12) }] : []),
    ...(replaced ? [{ tag: 1101, value: 1 }] : []),
  ]
  return write(
    machine,
    replaced ? 11 : 1,
    elements,
    replaced ? 'ОТЧЁТ ОБ ИЗМЕНЕНИИ ПАРАМЕТРОВ РЕГИСТРАЦИИ' : 'ОТЧЁТ О РЕГИСТРАЦИИ',
  )
}
