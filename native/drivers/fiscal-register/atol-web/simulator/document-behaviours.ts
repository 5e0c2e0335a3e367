import { maskOf } from '../../shared/named-bits.ts'
import * as life from '../../shared/simulator/fiscal-life.ts'
import { taxationTypes } from '../codec/meanings.ts'
import { errorCode } from '../driver-errors.ts'
import { workModes } from '../status-reading.ts'
import {
  buy,
  buyReturn,
  cashIn,
  cashOut,
  closeArchive,
  closeShift,
  fnChange,
  openShift,
  registration,
  sell,
  sellReturn,
} from '../tasks/documents.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

const codes: Readonly<Record<life.FiscalObstacle, number>> = {
  'not-fiscal': errorCode.needRegistration,
  'storage-busy': errorCode.storageExchange,
  paper: errorCode.noPaper,
  cover: errorCode.coverOpened,
  'waits-for-continue': errorCode.reportInterrupted,
  'shift-open': errorCode.shiftOpen,
  'shift-closed': errorCode.shiftClosed,
  'shift-too-long': errorCode.shiftExpired,
  'receipt-open': errorCode.receiptOpen,
  'no-receipt': errorCode.receiptClosed,
  unsent: errorCode.unsent,
  unpaid: 66,
  'already-registered': errorCode.storageState,
}

const refuse = (obstacle: life.FiscalObstacle): Refusal => new Refusal(codes[obstacle])

/** The document as its result tells it. */
export function documentResult(machine: Machine, made: life.MadeDocument | life.FiscalObstacle) {
  if (typeof made === 'string') return refuse(made)
  const { storage, brief, clock } = machine
  const notPrinted = machine.printerObstacle !== undefined
  return {
    fiscalParams: {
      fiscalDocumentNumber: made.documentNumber,
      fiscalDocumentSign: made.fiscalSign.toString(),
      ...(!brief && {
        fiscalDocumentDateTime: machine.zoned(clock.now()),
        shiftNumber: storage.shift.number,
        fnNumber: storage.serialNumber,
        registrationNumber: storage.registration()?.regNumber.trim() ?? '',
        fnsUrl: 'www.nalog.gov.ru',
      }),
    },
    ...((!brief || notPrinted) && { warnings: { notPrinted } }),
  }
}

const kopecks = (roubles: number): number => Math.round(roubles * 100)

/** Operations of the storage: sale, its return, purchase, its return. */
const receipts = [
  [sell, 1],
  [sellReturn, 2],
  [buy, 3],
  [buyReturn, 4],
] as const

const receiptBehaviours = receipts.map(([task, operation]) =>
  on(task, (machine, { items, payments = [], operator }) => {
    const positions = items.filter(({ type }) => type === 'position')
    if (positions.length === 0) return new Refusal(errorCode.cannotParse, 'Нет позиций')
    machine.cashierName = operator?.name ?? machine.cashierName
    const hindrance = life.openReceipt(machine, operation)
    if (hindrance) return refuse(hindrance)
    for (const { price = 0, quantity = 1, amount = price * quantity } of positions)
      life.addItem(machine, kopecks(amount))
    const paid = payments.reduce((sum, payment) => sum + kopecks(payment.sum), 0)
    const closed = life.closeReceipt(machine, operation, paid)
    if (typeof closed === 'string') life.cancelReceipt(machine)
    return documentResult(machine, closed)
  }),
)

interface RegistrationRequest {
  readonly organization: {
    readonly vatin: string
    readonly name?: string | undefined
    readonly address?: string | undefined
    readonly email?: string | undefined
    readonly taxationTypes?: readonly string[] | undefined
  }
  readonly device: { readonly registrationNumber: string; readonly paymentsAddress?: string | undefined } & {
    readonly [Name in (typeof workModes)[number]]?: boolean | undefined
  }
  readonly ofd?: { readonly vatin?: string | undefined; readonly name?: string | undefined } | undefined
}

const register = (machine: Machine, reason: 'new-register' | 'storage-replacement', request: RegistrationRequest) => {
  const { organization, device, ofd } = request
  return documentResult(
    machine,
    life.register(machine, {
      reason,
      taxpayerNumber: organization.vatin,
      registrationNumber: device.registrationNumber,
      taxSystems: maskOf(taxationTypes, (name) => organization.taxationTypes?.includes(name) === true),
      workMode: maskOf(workModes, (name) => device[name] === true),
      registerSerialNumber: machine.serialNumber,
      ...(organization.name ? { organisation: organization.name } : {}),
      ...(organization.address ? { address: organization.address } : {}),
      ...(organization.email ? { senderEmail: organization.email } : {}),
      ...(device.paymentsAddress ? { place: device.paymentsAddress } : {}),
      ...(ofd?.name ? { operatorName: ofd.name } : {}),
      ...(ofd?.vatin ? { operatorTaxpayerNumber: ofd.vatin } : {}),
    }),
  )
}

const reports = [
  [openShift, life.openShift],
  [closeShift, life.closeShift],
  [closeArchive, life.closeStorage],
] as const

export const documentBehaviours: readonly Behaviour[] = [
  ...reports.map(([task, make]) =>
    on(task, (machine, { operator }) => {
      machine.cashierName = operator?.name ?? machine.cashierName
      return documentResult(machine, make(machine))
    }),
  ),
  ...receiptBehaviours,
  on(registration, (machine, request) => register(machine, 'new-register', request)),
  on(fnChange, (machine, request) => register(machine, 'storage-replacement', request)),
  on(cashIn, (machine, { cashSum }) => {
    machine.count('cash-in')
    machine.cash += kopecks(cashSum)
    return { counters: { cashSum: machine.cash / 100 } }
  }),
  on(cashOut, (machine, { cashSum }) => {
    if (kopecks(cashSum) > machine.cash) return new Refusal(errorCode.noCash)
    machine.count('cash-out')
    machine.cash -= kopecks(cashSum)
    return { counters: { cashSum: machine.cash / 100 } }
  }),
]
