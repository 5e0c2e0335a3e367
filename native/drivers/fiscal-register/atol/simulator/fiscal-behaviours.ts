import { decodeBcd } from '../codec/bcd.ts'
import { cancelReceipt, closeReceipt, item10, openReceipt, openShift, zReport } from '../commands/receipts.ts'
import { errorCode } from '../error-codes.ts'
import { printerObstacle } from './action-behaviours.ts'
import { ok, on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

/** A shift's life, so that a till program can sell on the played machine. The product's own driver sends none of these. */
const shiftOpen = new Refusal(errorCode.shiftOpen)
const shiftTooLong = new Refusal(136)
const receiptOpen = new Refusal(errorCode.receiptOpen)
const receiptClosed = new Refusal(errorCode.receiptClosed)
const alreadyReset = new Refusal(143)
const tooLittlePaid = new Refusal(114)
const wrongType = new Refusal(106)
const notRegistered = new Refusal(168)
const storageState = new Refusal(errorCode.storageState)

const registration = [1]
const withReset = [3]
/** Type of 92h to calculation type of the storage: sale, sale return, buy, buy return. */
const operationOfType: Readonly<Record<number, number>> = { 1: 1, 2: 2, 4: 3, 5: 4 }

function obstacle(machine: Machine): Refusal | undefined {
  if (machine.storage.phase !== 3) return notRegistered
  if (machine.storage.beingRead) return storageState
  return printerObstacle(machine)
}

function write(machine: Machine, form: number, elements: Parameters<Machine['storage']['append']>[2], title: string) {
  machine.count('fiscal-document')
  const { documentNumber, fiscalSign } = machine.storage.append(form, machine.clock.now(), elements)
  machine.printer.print([title, `ФД ${documentNumber}`, `ФП ${fiscalSign}`, ''])
}

export const fiscalBehaviours: readonly Behaviour[] = [
  on(openShift, registration, (machine) => {
    const hindrance = obstacle(machine)
    if (hindrance) return hindrance
    if (machine.storage.shift.open) return shiftOpen
    write(machine, 2, [{ tag: 1038, value: machine.storage.shift.number + 1 }], 'ОТЧЁТ ОБ ОТКРЫТИИ СМЕНЫ')
    return ok
  }),
  on(openReceipt, registration, (machine, { type }) => {
    const hindrance = obstacle(machine)
    if (hindrance) return hindrance
    if (machine.receipt) return receiptOpen
    if (machine.shiftTooLong) return shiftTooLong
    if (!(type in operationOfType)) return wrongType
    if (!machine.storage.shift.open) {
      write(machine, 2, [{ tag: 1038, value: machine.storage.shift.number + 1 }], 'ОТЧЁТ ОБ ОТКРЫТИИ СМЕНЫ')
    }
    machine.receipt = { type, sumKop: 0, items: 0 }
    return ok
  }),
  on(item10, registration, (machine, { item }) => {
    if (!machine.receipt) return receiptClosed
    const sum = Math.round((decodeBcd(item.subarray(64, 70)) * decodeBcd(item.subarray(70, 75))) / 1_000)
    machine.receipt = { ...machine.receipt, sumKop: machine.receipt.sumKop + sum, items: machine.receipt.items + 1 }
    return ok
  }),
  on(cancelReceipt, registration, (machine) => {
    if (!machine.receipt) return receiptClosed
    machine.receipt = undefined
    machine.printer.print(['ЧЕК АННУЛИРОВАН', ''])
    return ok
  }),
  on(closeReceipt, registration, (machine, { sum }) => {
    const { receipt } = machine
    if (!receipt) return receiptClosed
    const hindrance = obstacle(machine)
    if (hindrance) return hindrance
    if (sum > 0 && sum < receipt.sumKop) return tooLittlePaid
    const { shift } = machine.storage
    machine.receipt = undefined
    machine.receiptNumber++
    const elements = [
      { tag: 1038, value: shift.number },
      { tag: 1042, value: shift.receipts + 1 },
      { tag: 1054, value: operationOfType[receipt.type] ?? 1 },
      { tag: 1020, value: receipt.sumKop },
    ]
    write(machine, 3, elements, `КАССОВЫЙ ЧЕК ${(receipt.sumKop / 100).toFixed(2)}`)
    return ok
  }),
  on(zReport, withReset, (machine) => {
    const hindrance = obstacle(machine)
    if (hindrance) return hindrance
    const { open, number } = machine.storage.shift
    if (!open) return alreadyReset
    write(machine, 5, [{ tag: 1038, value: number }], 'ОТЧЁТ О ЗАКРЫТИИ СМЕНЫ')
    return ok
  }),
]
