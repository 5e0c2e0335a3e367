import * as life from '../../shared/simulator/fiscal-life.ts'
import {
  addItem,
  cancelDocument,
  closeDocument,
  documentMode,
  openDocument,
  pay,
  printLine,
  serviceDocument,
  subtotal,
} from '../commands/documents.ts'
import { errorCode } from '../error-codes.ts'
import { documentState, typeOf } from '../status-flags.ts'
import { AfterPrinting, noPaper, on, printerRefusal, refusalFor, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'
import { dateAndTime } from './status-behaviours.ts'
import { needsOperator, printed } from './work-behaviours.ts'

const wrong = (extended: number) => new Refusal(errorCode.wrongParameter, extended)
const impossible = (extended: number) => new Refusal(errorCode.wrongState, extended)

const notOpen = impossible(8)
const previousOpen = impossible(9)
const takesNoItems = impossible(11)
const takesNoPayments = impossible(13)
const notPaid = impossible(14)
const alreadyInStorage = impossible(15)
const notService = impossible(18)
const isService = impossible(19)
const wrongType = wrong(40)
const wrongDepartment = wrong(41)
const wrongQuantity = wrong(46)
const wrongSum = wrong(56)

const cash = 0
/** Type of 30h to calculation type of the storage: sale, sale return, buy, buy return. */
const operationOfType: Readonly<Record<number, number>> = { 2: 1, 3: 2, 6: 3, 7: 4 }
const lastDepartment = 99
const lastType = 7

export const documentBehaviours: readonly Behaviour[] = [
  on(openDocument, 'awake', (machine, { modeAndType, department, operator }) => {
    const type = typeOf(modeAndType)
    if (machine.documentByte !== 0) return machine.document ? previousOpen : alreadyInStorage
    if (type < serviceDocument || type > lastType) return wrongType
    if (department > lastDepartment) return wrongDepartment
    const refused = printerRefusal(machine)
    if (refused) return refused
    if (type in operationOfType) {
      const hindrance = needsOperator(machine, operator)
      if (hindrance) return hindrance
      const obstacle = life.openReceipt(machine, type)
      if (obstacle) return refusalFor(obstacle)
    }
    const packetMode = (modeAndType & documentMode.packet) !== 0
    machine.document = { type, state: documentState.open, paidKop: 0, packetMode, failed: false }
    return {}
  }),
  on(printLine, 'awake', (machine, { line }) => {
    if (!machine.document) return notOpen
    if (machine.document.type !== serviceDocument) return notService
    const refused = printerRefusal(machine)
    if (refused) return refused
    machine.count(line.trim() === '' ? 'feed' : 'print-line')
    return printed(machine, [line], {})
  }),
  on(addItem, 'awake', (machine, { quantity, priceKop }) => {
    const { document } = machine
    if (!document) return notOpen
    if (document.type === serviceDocument) return isService
    if (document.state !== documentState.open) return takesNoItems
    const [sold, packed] = quantity.split('/').map(Number)
    const count = quantity === '' ? 1 : (sold ?? Number.NaN) / (packed ?? 1)
    if (!Number.isFinite(count) || count <= 0) return wrongQuantity
    const obstacle = life.addItem(machine, Math.round(count * priceKop))
    return obstacle ? refusalFor(obstacle) : { tax: '0.0000' }
  }),
  on(subtotal, 'awake', (machine) => {
    const { document } = machine
    if (!document) return notOpen
    if (document.state >= documentState.payment) return takesNoItems
    machine.document = { ...document, state: document.state + 1 }
    return {}
  }),
  on(pay, 'awake', (machine, { payment, sumKop }) => {
    const { document, receipt } = machine
    if (!document || !receipt) return notOpen
    if (document.state > documentState.payment) return takesNoPayments
    const paidKop = document.paidKop + sumKop
    if (payment !== cash && paidKop > receipt.sumKop) return wrongSum
    const state = paidKop >= receipt.sumKop ? documentState.paid : documentState.payment
    machine.document = { ...document, paidKop, state }
    return {}
  }),
  on(cancelDocument, 'awake', (machine) => {
    if (!machine.document) return machine.documentByte === 0 ? notOpen : alreadyInStorage
    machine.document = undefined
    machine.receipt = undefined
    machine.countDocument()
    machine.printer.print(['ДОКУМЕНТ АННУЛИРОВАН', ''])
    return {}
  }),
  on(closeDocument, 'awake', (machine) => {
    const { document } = machine
    if (!document) return machine.documentByte === 0 ? notOpen : finishPrinting(machine)
    if (document.type in operationOfType) return closeReceipt(machine, document.type, document.paidKop, document.state)
    machine.document = undefined
    return printed(machine, [''], machine.countDocument())
  }),
]

function closeReceipt(machine: Machine, type: number, paidKop: number, state: number) {
  if (state !== documentState.paid) return notPaid
  const sumKop = machine.receipt?.sumKop ?? 0
  const made = life.closeReceipt(machine, operationOfType[type] ?? 1, paidKop)
  if (typeof made === 'string') return refusalFor(made)
  machine.document = undefined
  machine.lastReceipt = { ...made, type, sumKop, time: machine.storage.lastTime ?? '' }
  return receiptAnswer(machine)
}

/** The storage has the receipt: whether the paper has it, too, shows when the print is over. */
function receiptAnswer(machine: Machine) {
  return new AfterPrinting(() => {
    if (machine.printBroken) return noPaper
    const { lastReceipt, storage } = machine
    const counted = machine.countDocument()
    if (!lastReceipt) return counted
    return {
      ...counted,
      fiscalText: `ФД ${lastReceipt.documentNumber} ФП ${lastReceipt.fiscalSign}`,
      fiscalDocument: lastReceipt.documentNumber,
      fiscalSign: lastReceipt.fiscalSign,
      shift: storage.shift.number,
      numberInShift: storage.shift.receipts,
      ...dateAndTime(lastReceipt.time),
    }
  })
}

/** State 8: the same command again prints the rest. */
function finishPrinting(machine: Machine) {
  if (!machine.printer.continue()) return noPaper
  machine.count('continue-print')
  return receiptAnswer(machine)
}
