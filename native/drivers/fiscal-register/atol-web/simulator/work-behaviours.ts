import { errorCode } from '../driver-errors.ts'
import {
  acceptMarkingCode,
  beginMarkingCodeValidation,
  cancelMarkingCodeValidation,
  clearMarkingCodeValidationResult,
  declineMarkingCode,
  getMarkingCodeValidationStatus,
} from '../tasks/marking.ts'
import { continuePrint, nonFiscal, openCashDrawer, printFnDocument, reportX } from '../tasks/printing.ts'
import { on, printerRefusal, Refusal, type Behaviour } from './behaviour.ts'

const printing: readonly Behaviour[] = [
  on(nonFiscal, (machine, { items }) => {
    const hindrance = printerRefusal(machine)
    if (hindrance) return hindrance
    for (const _ of items) machine.count('print-line')
    machine.printer.print(items.map(({ text = '' }) => text))
    return {}
  }),
  on(reportX, (machine) => {
    const hindrance = printerRefusal(machine)
    if (hindrance) return hindrance
    machine.count('x-report')
    const { number, receipts } = machine.storage.shift
    machine.printer.print([
      'X-ОТЧЁТ',
      machine.clock.now().replace('T', ' '),
      `СМЕНА ${number}`,
      `ЧЕКОВ ${receipts}`,
      '',
    ])
    return {}
  }),
  on(printFnDocument, (machine, { fiscalDocumentNumber }) => {
    if (!machine.storage.find(fiscalDocumentNumber)) return new Refusal(errorCode.noMoreData)
    const hindrance = printerRefusal(machine)
    if (hindrance) return hindrance
    machine.printer.print([`ДОКУМЕНТ ${fiscalDocumentNumber}`, ''])
    return {}
  }),
  on(continuePrint, (machine) => {
    if (!machine.printer.hasPaper) return new Refusal(errorCode.noPaper)
    if (machine.printer.continue()) machine.count('continue-print')
    return {}
  }),
  on(openCashDrawer, (machine) => {
    machine.count('drawer')
    machine.drawerOpen = true
    return {}
  }),
]

/** The storage has keys for codes whose check stands behind 92, and approves of all of them. */
const good = (code: string): boolean => atob(code).includes('\u001d92')

const marking: readonly Behaviour[] = [
  on(beginMarkingCodeValidation, (machine, { params }) => {
    if (machine.markingCode !== undefined) return new Refusal(errorCode.validationInProgress)
    machine.markingCode = params.imc
    const checked = good(params.imc)
    return {
      offlineValidation: {
        fmCheck: checked,
        fmCheckResult: checked,
        ...(!machine.brief && { fmCheckErrorReason: checked ? 'checked' : 'noKeysForCheck' }),
      },
    }
  }),
  on(getMarkingCodeValidationStatus, ({ markingCode, operatorReachable }) => {
    if (markingCode === undefined) return new Refusal(errorCode.storageState)
    if (!operatorReachable) return { ready: true, sentImcRequest: true, driverError: { code: 402 } }
    const valid = good(markingCode)
    return {
      ready: true,
      sentImcRequest: true,
      driverError: { code: 0 },
      onlineValidation: {
        itemInfoCheckResult: {
          imcCheckFlag: valid,
          imcCheckResult: valid,
          imcStatusInfo: true,
          imcEstimatedStatusCorrect: valid,
          ecrStandAloneFlag: false,
        },
      },
    }
  }),
  on(acceptMarkingCode, (machine) => {
    if (machine.markingCode === undefined) return new Refusal(errorCode.storageState)
    machine.markingCode = undefined
    return {}
  }),
  ...[declineMarkingCode, cancelMarkingCodeValidation].map((task) =>
    on(task, (machine) => {
      if (machine.markingCode === undefined) return new Refusal(errorCode.storageState)
      machine.markingCode = undefined
      return {}
    }),
  ),
  on(clearMarkingCodeValidationResult, (machine) => {
    machine.markingCode = undefined
    return {}
  }),
]

export const workBehaviours: readonly Behaviour[] = [...printing, ...marking]
