import {
  cashInOut,
  compareTotal,
  discount,
  postponeDocument,
  requisite,
  requisiteForOfd,
  setTotal,
} from '../commands/documents.ts'
import { clearCodes, isCheckNeeded, markingState, putIntoReceipt } from '../commands/marking.ts'
import { currentReceipt, lastReceipt } from '../commands/status.ts'
import { itemAttributes, reportAttributes } from '../commands/work.ts'
import { errorCode } from '../error-codes.ts'
import { documentState } from '../status-flags.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

const notOpen = new Refusal(errorCode.wrongState, 8)
const notCash = new Refusal(errorCode.wrongState, 17)
const takesNoDiscount = new Refusal(errorCode.wrongState, 12)
const wrongDiscount = new Refusal(errorCode.wrongParameter, 52)
const otherSum = new Refusal(errorCode.wrongParameter)

const cashIn = 4
const cashOut = 5
const largestDiscountKop = 99

/** Accepts what a till adds to a document without looking into it. */
const accepted = ({ document }: Machine) => (document ? {} : notOpen)

const setSum = (machine: Machine, sumKop: number) => {
  if (machine.receipt) machine.receipt = { ...machine.receipt, sumKop }
}

/** What a till program sends and the product's own driver does not, so that one can be tried on the played machine. */
export const tillBehaviours: readonly Behaviour[] = [
  on(currentReceipt, 'asleep', ({ receipt }) => ({ sumKop: receipt?.sumKop ?? 0, discountKop: 0, reserved: 0 })),
  on(lastReceipt, 'asleep', ({ lastReceipt: last, documentNumber, operationCounter, storage }) => ({
    receiptType: last?.type ?? 0,
    operationCounter: operationCounter.toString(),
    receiptNumber: storage.shift.receipts,
    documentNumber,
    sumKop: last?.sumKop ?? 0,
    discountKop: 0,
    reserved: 0,
    fiscalSign: (last?.fiscalSign ?? 0).toString(),
    fiscalDocument: last?.documentNumber ?? 0,
  })),
  on(itemAttributes, 'awake', (machine) => (machine.document ? { codeCheck: '' } : notOpen)),
  on(reportAttributes, 'awake', () => ({})),
  on(requisite, 'awake', accepted),
  on(requisiteForOfd, 'awake', accepted),
  on(discount, 'awake', (machine, { discountKop }) => {
    const { document, receipt } = machine
    if (!document || !receipt) return notOpen
    if (document.state !== documentState.subtotal) return takesNoDiscount
    if (discountKop > largestDiscountKop || discountKop > receipt.sumKop) return wrongDiscount
    setSum(machine, receipt.sumKop - discountKop)
    return {}
  }),
  on(setTotal, 'awake', (machine, { sumKop }) => {
    const { receipt } = machine
    if (!receipt) return notOpen
    if (Math.floor(sumKop / 100) !== Math.floor(receipt.sumKop / 100)) return otherSum
    setSum(machine, sumKop)
    return {}
  }),
  on(compareTotal, 'awake', ({ receipt }, { sumKop }) => {
    if (!receipt) return notOpen
    return receipt.sumKop === sumKop ? {} : otherSum
  }),
  on(cashInOut, 'awake', ({ document }) => {
    if (!document) return notOpen
    return document.type === cashIn || document.type === cashOut ? {} : notCash
  }),
  on(postponeDocument, 'awake', (machine, { reason }) => {
    if (!machine.document) return notOpen
    machine.document = undefined
    machine.receipt = undefined
    machine.printer.print(['ДОКУМЕНТ ОТЛОЖЕН', reason])
    return {}
  }),
  on(markingState, 'asleep', ({ checkedCode }) => ({
    checkState: checkedCode === undefined ? 1 : 4,
    notificationState: 0,
    allowed: 255,
    stored: 0,
    included: 0,
    storeLevel: 0,
  })),
  on(isCheckNeeded, 'asleep', (_, { markingCode }) => ({ needed: markingCode.includes('\u001d') ? 1 : 0 })),
  on(clearCodes, 'awake', (machine) => {
    machine.checkedCode = undefined
    return {}
  }),
  on(putIntoReceipt, 'awake', accepted),
]
