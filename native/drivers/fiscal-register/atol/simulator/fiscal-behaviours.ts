import * as life from '../../shared/simulator/fiscal-life.ts'
import { decodeBcd } from '../codec/bcd.ts'
import { cancelReceipt, closeReceipt, item10, openReceipt, openShift, zReport } from '../commands/receipts.ts'
import { errorCode } from '../error-codes.ts'
import { closingMode, registrationMode } from '../modes.ts'
import { ok, on, Refusal, type Behaviour } from './behaviour.ts'

const errorOf: Readonly<Record<life.FiscalObstacle, number>> = {
  'not-fiscal': 168,
  'storage-busy': errorCode.storageState,
  paper: errorCode.noPaper,
  cover: errorCode.noPaper,
  'waits-for-continue': errorCode.noPaper,
  'shift-open': errorCode.shiftOpen,
  'shift-closed': 143,
  'shift-too-long': 136,
  'receipt-open': errorCode.receiptOpen,
  'no-receipt': errorCode.receiptClosed,
  unpaid: 114,
  unsent: errorCode.storageState,
  'already-registered': errorCode.storageState,
}
const wrongType = new Refusal(106)

/** Every answer here says only whether there was an obstacle. */
const answer = (result: object | life.FiscalObstacle | undefined) =>
  typeof result === 'string' ? new Refusal(errorOf[result]) : ok

const registration = [registrationMode]
const withReset = [closingMode]
/** Type of 92h to calculation type of the storage: sale, sale return, buy, buy return. */
const operationOfType: Readonly<Record<number, number>> = { 1: 1, 2: 2, 4: 3, 5: 4 }

/** A shift's life, as a till program leads it. */
export const fiscalBehaviours: readonly Behaviour[] = [
  on(openShift, registration, (machine) => answer(life.openShift(machine))),
  on(openReceipt, registration, (machine, { type }) => {
    if (!(type in operationOfType)) return wrongType
    // The first receipt of a day opens the shift.
    if (!machine.receipt && machine.storage.phase === 3 && !machine.storage.shift.open) {
      const opened = life.openShift(machine)
      if (typeof opened === 'string') return answer(opened)
    }
    return answer(life.openReceipt(machine, type))
  }),
  on(item10, registration, (machine, { item }) => {
    const sum = Math.round((decodeBcd(item.subarray(64, 70)) * decodeBcd(item.subarray(70, 75))) / 1_000)
    return answer(life.addItem(machine, sum))
  }),
  on(cancelReceipt, registration, (machine) => answer(life.cancelReceipt(machine))),
  on(closeReceipt, registration, (machine, { sum }) => {
    // No sum: exactly what is to be paid.
    const paid = sum === 0 ? (machine.receipt?.sumKop ?? 0) : sum
    const made = life.closeReceipt(machine, operationOfType[machine.receipt?.type ?? 1] ?? 1, paid)
    if (typeof made !== 'string') machine.receiptNumber++
    return answer(made)
  }),
  on(zReport, withReset, (machine) => answer(life.closeShift(machine))),
]
