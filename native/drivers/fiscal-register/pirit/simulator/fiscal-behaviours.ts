import { closeShift, closeStorage, openShift, register } from '../commands/work.ts'
import * as life from '../../shared/simulator/fiscal-life.ts'
import { errorCode } from '../error-codes.ts'
import { AfterPrinting, noPaper, on, refusalFor, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'
import { dateAndTime } from './status-behaviours.ts'
import { needsOperator } from './work-behaviours.ts'

const documentNotClosed = new Refusal(errorCode.wrongState, 9)

/** The answer comes when the report is on the paper; the storage has it before. */
function report<T>(
  machine: Machine,
  operator: string,
  make: () => life.MadeDocument | life.FiscalObstacle,
  result: (made: life.MadeDocument) => T,
): T | Refusal | AfterPrinting<T | Refusal> {
  const refused = machine.document ? documentNotClosed : needsOperator(machine, operator)
  if (refused) return refused
  const made = make()
  if (typeof made === 'string') return refusalFor(made)
  return new AfterPrinting(() => {
    if (!machine.printBroken) return result(made)
    machine.printer.powerOff()
    return noPaper
  })
}

const madeOf = (machine: Machine, { documentNumber, fiscalSign }: life.MadeDocument) => ({
  fiscalDocument: documentNumber,
  fiscalSign,
  ...dateAndTime(machine.storage.lastTime),
})

const nothing = () => ({})

/** Reports of the storage, as a till program makes them. */
export const fiscalBehaviours: readonly Behaviour[] = [
  on(openShift, 'awake', (machine, { operator }) => report(machine, operator, () => life.openShift(machine), nothing)),
  on(closeShift, 'awake', (machine, { operator }) => {
    if (machine.closingUnfinished) return finishClosing(machine)
    const refused = machine.document ? documentNotClosed : needsOperator(machine, operator)
    if (refused) return refused
    const made = life.closeShift(machine)
    return typeof made === 'string' ? refusalFor(made) : afterClosing(machine)
  }),
  on(closeStorage, 'awake', (machine, { operator }) =>
    report(
      machine,
      operator,
      () => life.closeStorage(machine),
      (made) => madeOf(machine, made),
    ),
  ),
  on(register, 'awake', (machine, values) =>
    report(
      machine,
      values.operator,
      () =>
        life.register(machine, {
          reason: values.storageReplaced === 1 ? 'storage-replacement' : 'new-register',
          taxpayerNumber: values.inn,
          registrationNumber: values.registrationNumber,
          taxSystems: values.taxSystems,
          workMode: values.workMode,
          registerSerialNumber: machine.capabilities.serialNumber,
          operatorTaxpayerNumber: values.ofdInn,
        }),
      (made) => madeOf(machine, made),
    ),
  ),
]

function finishClosing(machine: Machine) {
  return machine.printer.continue() ? afterClosing(machine) : noPaper
}

/** Flag 8 stands until the report is on the paper; the same command then prints the rest. */
function afterClosing(machine: Machine) {
  machine.closingUnfinished = true
  return new AfterPrinting(() => {
    if (machine.printBroken) return noPaper
    machine.closingUnfinished = false
    return {}
  })
}
