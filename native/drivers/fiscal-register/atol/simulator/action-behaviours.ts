import {
  beep,
  continuePrint,
  cut,
  enterMode,
  leaveMode,
  openDrawer,
  printLine,
  reportWithoutReset,
  setDateTime,
} from '../commands/actions.ts'
import { errorCode } from '../error-codes.ts'
import { registrationMode, reportMode } from '../modes.ts'
import { ok, on, Refusal, type Behaviour } from './behaviour.ts'

const noPaper = new Refusal(errorCode.noPaper)
const nothingToPrint = new Refusal(errorCode.nothingToPrint)
const receiptOpen = new Refusal(errorCode.receiptOpen)
const shiftOpen = new Refusal(errorCode.shiftOpen)
const wrongMode = new Refusal(errorCode.wrongMode)
const wrongPassword = new Refusal(errorCode.wrongPassword)
const wrongReport = new Refusal(163)

const systemAdministrator = 30
/** Factory passwords are the numbers of their owners: cashiers 1…28, administrator 29, system administrator 30. */
const lastCashier = 28
const lastMode = 7

export const actionBehaviours: readonly Behaviour[] = [
  on(beep, 'any', (machine) => {
    machine.count('beep')
    return ok
  }),
  on(openDrawer, 'any', (machine) => {
    machine.count('drawer')
    machine.drawerOpen = true
    return ok
  }),
  on(cut, 'any', (machine) => {
    if (!machine.printer.ready) return noPaper
    machine.count('cut')
    machine.printer.print(['✂'])
    return ok
  }),
  on(printLine, 'any', (machine, { text }) => {
    if (machine.printerObstacle) return noPaper
    machine.count(text.trim() === '' ? 'feed' : 'print-line')
    machine.printer.print([text])
    return ok
  }),
  on(continuePrint, 'any', (machine) => {
    if (!machine.printer.continue()) return nothingToPrint
    machine.count('continue-print')
    return ok
  }),
  on(enterMode, 'any', (machine, { mode, password }) => {
    const owner = Number(password)
    if (machine.mode !== 0 || mode < registrationMode || mode > lastMode) return wrongMode
    if (owner < 1 || owner > systemAdministrator) return wrongPassword
    if (mode > registrationMode && owner <= lastCashier) return wrongPassword
    machine.mode = mode
    machine.cashier = owner
    return ok
  }),
  on(leaveMode, 'any', (machine) => {
    if (machine.receipt) return receiptOpen
    machine.mode = 0
    return ok
  }),
  on(reportWithoutReset, [reportMode], (machine, { reportType }) => {
    if (reportType !== 1) return wrongReport
    if (machine.printerObstacle) return noPaper
    machine.count('x-report')
    const { shift } = machine.storage
    machine.printer.print([
      'ОТЧЁТ БЕЗ ГАШЕНИЯ',
      machine.clock.now().replace('T', ' '),
      `СМЕНА ${shift.number}`,
      `ЧЕКОВ ${shift.receipts}`,
      '',
    ])
    return ok
  }),
  on(setDateTime, [0], (machine, { date, time }) => {
    const { clock, capabilities, storage } = machine
    if (storage.shift.open) return shiftOpen
    if (Number.isNaN(new Date(`${date}T${time}`).getTime())) return new Refusal(errorCode.wrongDate)
    const forward = `${date}T${time}` > clock.now() && date > clock.now().slice(0, 10)
    if (capabilities.confirmsDate && forward && clock.proposedDate !== date) {
      clock.proposedDate = date
      return new Refusal(errorCode.confirmDate)
    }
    clock.proposedDate = undefined
    machine.count('set-clock')
    clock.setDate(date)
    clock.setTime(time)
    return ok
  }),
]
