import {
  cancelReceipt,
  closeReceiptV2,
  closeShiftInStorage,
  openReceipt,
  openShift,
  openShiftInStorage,
  operationV2,
  subtotal,
  zReport,
} from '../commands/receipts.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'
import { printerObstacle } from './printing-behaviours.ts'

/** A shift's life, so that a till program can sell on the played machine. The product's own driver sends none of these. */
const shiftOpen = new Refusal(0x3c)
const shiftClosed = new Refusal(0x3d)
const shiftTooLong = new Refusal(0x4e)
const receiptOpen = new Refusal(0x4a)
const receiptClosed = new Refusal(0x55)
const tooLittlePaid = new Refusal(0x45)
const notFiscal = new Refusal(0x8f)
const storageBusy = new Refusal(0x02)

function obstacle(machine: Machine): Refusal | undefined {
  if (machine.storage.phase !== 3) return notFiscal
  if (machine.storage.beingRead) return storageBusy
  return printerObstacle(machine)
}

function write(machine: Machine, form: number, elements: Parameters<Machine['storage']['append']>[2], title: string) {
  machine.count('fiscal-document')
  machine.documentNumber++
  const result = machine.storage.append(form, machine.clock.now(), elements)
  machine.printer.print([title, `ФД ${result.documentNumber}`, `ФП ${result.fiscalSign}`, ''])
  return result
}

function beginShift(machine: Machine) {
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.storage.shift.open) return shiftOpen
  const shift = machine.storage.shift.number + 1
  return { shift, ...write(machine, 2, [{ tag: 1038, value: shift }], 'ОТЧЁТ ОБ ОТКРЫТИИ СМЕНЫ') }
}

function endShift(machine: Machine) {
  const hindrance = obstacle(machine)
  if (hindrance) return hindrance
  if (machine.receipt) return receiptOpen
  const { open, number: shift } = machine.storage.shift
  return open ? { shift, ...write(machine, 5, [{ tag: 1038, value: shift }], 'ОТЧЁТ О ЗАКРЫТИИ СМЕНЫ') } : shiftClosed
}

/** 8Dh counts sale, buy, sale return, buy return; the storage sale, sale return, buy, buy return from one. */
const operationOfType = [1, 3, 2, 4] as const

export const fiscalBehaviours: readonly Behaviour[] = [
  on(openShift, 'operator', (machine, _, operator) => {
    const result = beginShift(machine)
    return result instanceof Refusal ? result : { operator }
  }),
  on(openShiftInStorage, 'operator', (machine) => beginShift(machine)),
  on(zReport, 'administrator', (machine, _, operator) => {
    const result = endShift(machine)
    return result instanceof Refusal ? result : { operator }
  }),
  on(closeShiftInStorage, 'administrator', (machine) => endShift(machine)),
  on(openReceipt, 'operator', (machine, { documentType }, operator) => {
    const hindrance = obstacle(machine)
    if (hindrance) return hindrance
    if (machine.receipt) return receiptOpen
    if (machine.mode === 3) return shiftTooLong
    if (machine.mode !== 2) return shiftClosed
    machine.receipt = { type: documentType & 3, sumKop: 0, items: 0 }
    return { operator }
  }),
  on(operationV2, 'operator', (machine, { quantityMicro, priceKop, sumKop }) => {
    if (!machine.receipt) return receiptClosed
    const sum = sumKop ?? Math.round((priceKop * quantityMicro) / 1_000_000)
    machine.receipt = { ...machine.receipt, sumKop: machine.receipt.sumKop + sum, items: machine.receipt.items + 1 }
    return {}
  }),
  on(subtotal, 'operator', ({ receipt }, _, operator) =>
    receipt ? { operator, subtotalKop: receipt.sumKop } : receiptClosed,
  ),
  on(cancelReceipt, 'operator', (machine, _, operator) => {
    if (!machine.receipt) return receiptClosed
    machine.receipt = undefined
    machine.printer.print(['ЧЕК АННУЛИРОВАН', ''])
    return { operator }
  }),
  on(closeReceiptV2, 'operator', (machine, { paymentsKop }) => {
    const { receipt } = machine
    if (!receipt) return receiptClosed
    const hindrance = obstacle(machine)
    if (hindrance) return hindrance
    const paid = paymentsKop.reduce((sum, payment) => sum + payment, 0)
    if (paid < receipt.sumKop) return tooLittlePaid
    machine.receipt = undefined
    const { shift } = machine.storage
    const result = write(
      machine,
      3,
      [
        { tag: 1038, value: shift.number },
        { tag: 1042, value: shift.receipts + 1 },
        { tag: 1054, value: operationOfType[receipt.type] ?? 1 },
        { tag: 1020, value: receipt.sumKop },
      ],
      `КАССОВЫЙ ЧЕК ${(receipt.sumKop / 100).toFixed(2)}`,
    )
    return { changeKop: paid - receipt.sumKop, ...result }
  }),
]
