import { decodeElements, findElement } from '../../../../codecs/ffd/index.ts'
import * as life from '../../shared/simulator/fiscal-life.ts'
import {
  cancelReceipt,
  closeReceiptV2,
  closeShiftInStorage,
  openReceipt,
  openShift,
  openShiftInStorage,
  operationV2,
  sendTags,
  startCloseShift,
  startOpenShift,
  subtotal,
  zReport,
} from '../commands/receipts.ts'
import {
  archiveClose,
  cancelDocument,
  registrationReport,
  reRegistrationReport,
  startArchiveClose,
  startRegistration,
} from '../commands/storage.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

const errorOf: Readonly<Record<life.FiscalObstacle, number>> = {
  'not-fiscal': 0x8f,
  'storage-busy': 0x02,
  paper: 0x6b,
  cover: 0x6b,
  'waits-for-continue': 0x58,
  'shift-open': 0x3c,
  'shift-closed': 0x3d,
  'shift-too-long': 0x4e,
  'receipt-open': 0x4a,
  'no-receipt': 0x55,
  unpaid: 0x45,
  unsent: 0x09,
  'already-registered': 0x02,
}
const wrongState = new Refusal(0x02)
const refuse = (obstacle: life.FiscalObstacle): Refusal => new Refusal(errorOf[obstacle])

/** The document that FF05h, FF3Dh, FF41h or FF42h began is over. */
function finish<T extends life.MadeDocument>(machine: Machine, made: T | life.FiscalObstacle): T | Refusal {
  if (typeof made === 'string') return refuse(made)
  machine.begun = undefined
  machine.documentNumber++
  return made
}

/** Registration and the closing of a storage are made only after they were begun. */
function begunAs(machine: Machine, begun: string, make: () => life.MadeDocument | life.FiscalObstacle) {
  return machine.begun === begun ? finish(machine, make()) : wrongState
}

function begin(machine: Machine, document: string) {
  if (machine.storage.beingRead) return wrongState
  machine.begun = document
  return {}
}

/** 8Dh counts sale, buy, sale return, buy return; the storage sale, sale return, buy, buy return from one. */
const operationOfType = [1, 3, 2, 4] as const
const reasons = ['new-register', 'storage-replacement'] as const

interface Registered {
  readonly inn: string
  readonly regNumber: string
  readonly taxSystems: number
  readonly workMode: number
}

function register(machine: Machine, { inn, regNumber, taxSystems, workMode }: Registered) {
  const reason = reasons.find((name) => machine.begun === name)
  if (!reason) return wrongState
  const text = (field: number) => machine.tables.readText(18, 1, field)
  const values: life.PlayedRegistration = {
    reason,
    taxpayerNumber: inn,
    registrationNumber: regNumber,
    taxSystems,
    workMode,
    registerSerialNumber: machine.capabilities.factoryNumber,
    organisation: text(7),
    address: text(9),
    operatorName: text(10),
    operatorTaxpayerNumber: text(12),
    taxOfficeSite: text(13),
    place: text(14),
    senderEmail: text(15),
  }
  return finish(machine, life.register(machine, values))
}

/** A shift's life and a storage's, as a till program and a service engineer lead them. */
export const fiscalBehaviours: readonly Behaviour[] = [
  on(startOpenShift, 'operator', (machine) => begin(machine, 'open-shift')),
  on(startCloseShift, 'administrator', (machine) => begin(machine, 'close-shift')),
  on(startArchiveClose, 'system', (machine) => begin(machine, 'close-storage')),
  on(startRegistration, 'system', (machine, { reportType }) => {
    const reason = reasons[reportType]
    return reason ? begin(machine, reason) : wrongState
  }),
  on(sendTags, 'operator', (machine, { tlv }) => {
    if (!machine.begun && !machine.receipt) return wrongState
    const cashier = findElement(decodeElements(tlv), 1021)
    if (cashier) machine.cashierName = cashier.text
    return {}
  }),
  on(cancelDocument, 'operator', (machine) => {
    machine.begun = undefined
    return {}
  }),
  on(openShift, 'operator', (machine, _, operator) => {
    const made = finish(machine, life.openShift(machine))
    return made instanceof Refusal ? made : { operator }
  }),
  on(openShiftInStorage, 'operator', (machine) => {
    const made = finish(machine, life.openShift(machine))
    return made instanceof Refusal ? made : { shift: machine.storage.shift.number, ...made }
  }),
  on(zReport, 'administrator', (machine, _, operator) => {
    const made = finish(machine, life.closeShift(machine))
    return made instanceof Refusal ? made : { operator }
  }),
  on(closeShiftInStorage, 'administrator', (machine) => {
    const made = finish(machine, life.closeShift(machine))
    return made instanceof Refusal ? made : { shift: machine.storage.shift.number, ...made }
  }),
  on(archiveClose, 'system', (machine) => begunAs(machine, 'close-storage', () => life.closeStorage(machine))),
  on(registrationReport, 'system', (machine, values) =>
    machine.begun === 'new-register' ? register(machine, values) : wrongState,
  ),
  on(reRegistrationReport, 'system', (machine, values) =>
    machine.begun === 'storage-replacement' ? register(machine, values) : wrongState,
  ),
  on(openReceipt, 'operator', (machine, { documentType }, operator) => {
    const hindrance = life.openReceipt(machine, documentType & 3)
    return hindrance ? refuse(hindrance) : { operator }
  }),
  on(operationV2, 'operator', (machine, { quantityMicro, priceKop, sumKop }) => {
    const hindrance = life.addItem(machine, sumKop ?? Math.round((priceKop * quantityMicro) / 1_000_000))
    return hindrance ? refuse(hindrance) : {}
  }),
  on(subtotal, 'operator', ({ receipt }, _, operator) =>
    receipt ? { operator, subtotalKop: receipt.sumKop } : refuse('no-receipt'),
  ),
  on(cancelReceipt, 'operator', (machine, _, operator) => {
    const hindrance = life.cancelReceipt(machine)
    return hindrance ? refuse(hindrance) : { operator }
  }),
  on(closeReceiptV2, 'operator', (machine, { paymentsKop }) => {
    const paid = paymentsKop.reduce((sum, payment) => sum + payment, 0)
    return finish(machine, life.closeReceipt(machine, operationOfType[machine.receipt?.type ?? 0] ?? 1, paid))
  }),
]
