import { maskOf } from '../../shared/named-bits.ts'
import * as life from '../../shared/simulator/fiscal-life.ts'
import { addGoods, closeCheck, openCheck, resetCheck } from '../commands/receipts.ts'
import { registerKkt, reregisterKkt } from '../commands/registration.ts'
import { bringMoney, closeShift, closeStorage, openShift, withdrawMoney } from '../commands/shift.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

const words: Readonly<Record<life.FiscalObstacle, string>> = {
  'not-fiscal': 'ФН не в фискальном режиме',
  'storage-busy': 'ФН занят',
  paper: 'Нет бумаги',
  cover: 'Открыта крышка',
  'waits-for-continue': 'Печать не завершена',
  'shift-open': 'Смена открыта',
  'shift-closed': 'Смена закрыта',
  'shift-too-long': 'Смена длится более 24 часов',
  'receipt-open': 'Чек открыт',
  'no-receipt': 'Чек не открыт',
  unsent: 'Есть документы, не переданные в ОФД',
  unpaid: 'Сумма оплаты меньше суммы чека',
  'already-registered': 'ККТ уже зарегистрирована',
}

const refuse = (obstacle: life.FiscalObstacle): Refusal => new Refusal(words[obstacle])

/** The document as its answer tells it. */
function document(machine: Machine, made: life.MadeDocument | life.FiscalObstacle) {
  if (typeof made === 'string') return refuse(made)
  return {
    fiscalDocNum: made.documentNumber,
    fiscalSign: made.fiscalSign.toString(),
    dateTime: machine.clock.now(),
  }
}

function withShift(machine: Machine, made: life.MadeDocument | life.FiscalObstacle) {
  const answer = document(machine, made)
  return answer instanceof Refusal ? answer : { shiftNum: machine.storage.shift.number, ...answer }
}

function withStorage(machine: Machine, made: life.MadeDocument | life.FiscalObstacle) {
  const answer = document(machine, made)
  return answer instanceof Refusal ? answer : { ...answer, fnNum: machine.storage.serialNumber }
}

interface RegistrationRequest {
  readonly owner: { readonly inn: string }
  readonly kkt: { readonly regNum: string; readonly mode: Readonly<Record<string, unknown>> }
  readonly ofd: { readonly inn?: string | undefined }
  readonly taxSystem: readonly number[]
}

const modeBits = ['encryptData', 'offline', 'automat', 'forService', 'ASBSO', 'forInternet']

const register = (machine: Machine, reason: 'new-register' | 'storage-replacement', request: RegistrationRequest) =>
  withStorage(
    machine,
    life.register(machine, {
      reason,
      taxpayerNumber: request.owner.inn,
      registrationNumber: request.kkt.regNum,
      taxSystems: request.taxSystem.reduce((mask, place) => mask | (1 << place), 0),
      workMode: maskOf(modeBits, (name) => request.kkt.mode[name] === true),
      ...(request.ofd.inn === undefined ? {} : { operatorTaxpayerNumber: request.ofd.inn }),
    }),
  )

/** Operations of the storage to the service's types of receipts: sale, its return, purchase, its return. */
const operationOf = (checkType: number): number => (checkType % 4) + 1

export const fiscalBehaviours: readonly Behaviour[] = [
  on(openShift, (machine) => withShift(machine, life.openShift(machine))),
  on(closeShift, (machine) => withShift(machine, life.closeShift(machine))),
  on(closeStorage, (machine) => withStorage(machine, life.closeStorage(machine))),
  on(registerKkt, (machine, request) => register(machine, 'new-register', request)),
  on(reregisterKkt, (machine, request) => register(machine, 'storage-replacement', request)),
  on(bringMoney, (machine, { cash }) => {
    machine.count('bring-money')
    machine.cash += cash
    return {}
  }),
  on(withdrawMoney, (machine, { cash }) => {
    if (cash > machine.cash) return new Refusal('В кассе недостаточно наличных')
    machine.count('withdraw-money')
    machine.cash -= cash
    return {}
  }),
  on(openCheck, (machine, { checkType }) => {
    const hindrance = life.openReceipt(machine, checkType)
    if (hindrance) return refuse(hindrance)
    const { number, receipts } = machine.storage.shift
    return { shiftNum: number, checkNum: receipts + 1 }
  }),
  on(addGoods, (machine, { price, qty, sum = Math.round((price * qty) / 10_000) }) => {
    const hindrance = life.addItem(machine, sum)
    if (hindrance) return refuse(hindrance)
    const { number, receipts } = machine.storage.shift
    const { items = 0, sumKop = 0 } = machine.receipt ?? {}
    return { shiftNum: number, checkNum: receipts + 1, goodsNum: items, goodsSum: sum, checkSum: sumKop }
  }),
  on(closeCheck, (machine, { payment }) => {
    const paid = Object.values(payment).reduce<number>((sum, part) => sum + (part ?? 0), 0)
    const operation = operationOf(machine.receipt?.type ?? 0)
    const closed = life.closeReceipt(machine, operation, paid)
    const answer = withShift(machine, closed)
    if (answer instanceof Refusal || typeof closed === 'string') return answer
    return { ...answer, checkNum: machine.storage.shift.receipts, changeSum: closed.changeKop }
  }),
  on(resetCheck, (machine) => {
    const hindrance = life.cancelReceipt(machine)
    return hindrance ? refuse(hindrance) : {}
  }),
]
