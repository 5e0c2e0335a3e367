import {
  beep,
  drawerState,
  openDrawer,
  readClock,
  readSetting,
  startWork,
  writeClock,
  writeSetting,
  xReport,
} from '../commands/work.ts'
import { cut } from '../commands/documents.ts'
import { errorCode } from '../error-codes.ts'
import { findSetting } from '../settings-list.ts'
import { AfterPrinting, noPaper, on, printerRefusal, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

const dayLimit = new Refusal(errorCode.dayLimit)
const clockDiffers = new Refusal(errorCode.clockDiffers)
const dateBeforeLast = new Refusal(errorCode.dateBeforeLast)
const shiftOpen = new Refusal(errorCode.shiftOpen)
const wrongTime = new Refusal(errorCode.wrongParameter, 39)
const noSuchSetting = new Refusal(errorCode.wrongParameter)
const operatorMissing = new Refusal(errorCode.wrongState, 33)
const documentNotClosed = new Refusal(errorCode.wrongState, 9)

const minute = 60_000
const tolerance = 8 * minute
const day = 24 * 60 * minute

type Moment = { readonly date: string | null; readonly time: string | null }

/** The moment that a host brings, or why it is none. */
function momentOf({ storage }: Machine, { date, time }: Moment): string | Refusal {
  const moment = `${date}T${time}`
  if (Number.isNaN(Date.parse(moment))) return wrongTime
  return storage.lastTime !== undefined && moment.slice(0, 16) < storage.lastTime ? dateBeforeLast : moment
}

const ahead = ({ clock }: Machine, moment: string): number => Date.parse(moment) - Date.parse(clock.now())

function setClock({ clock }: Machine, moment: string): void {
  clock.setDate(moment.slice(0, 10))
  clock.setTime(moment.slice(11))
}

/** An automatic machine works without a cashier. */
const automatic = 1 << 2

export function needsOperator({ storage }: Machine, operator: string): Refusal | undefined {
  const needed = ((storage.registration()?.workMode ?? 0) & automatic) === 0
  return needed && operator.trim() === '' ? operatorMissing : undefined
}

/** Prints what is no fiscal document; if the paper ends, the rest of it is gone. */
export function printed<T>(machine: Machine, lines: readonly string[], result: T): AfterPrinting<T | Refusal> {
  machine.printer.print(lines)
  return new AfterPrinting(() => {
    if (!machine.printBroken) return result
    machine.printer.powerOff()
    return noPaper
  })
}

export const workBehaviours: readonly Behaviour[] = [
  on(startWork, 'asleep', (machine, values) => {
    const moment = momentOf(machine, values)
    if (moment instanceof Refusal) return moment
    machine.started = true
    if (Math.abs(ahead(machine, moment)) >= tolerance) return clockDiffers
    setClock(machine, moment)
    return {}
  }),
  on(readClock, 'asleep', ({ clock }) => {
    const [date = '', time = ''] = clock.now().split('T')
    return { date, time }
  }),
  on(writeClock, 'awake', (machine, values) => {
    if (machine.storage.shift.open) return shiftOpen
    const moment = momentOf(machine, values)
    if (moment instanceof Refusal) return moment
    if (ahead(machine, moment) > day && machine.clock.proposedDate !== moment) {
      machine.clock.proposedDate = moment
      return dayLimit
    }
    machine.clock.proposedDate = undefined
    machine.count('set-clock')
    setClock(machine, moment)
    return {}
  }),
  on(readSetting, 'asleep', (machine, { setting, index }) => {
    const found = findSetting(setting)
    const [first, last] = found?.indexes ?? [0, 0]
    if (!found || index < first || index > last) return noSuchSetting
    const factory = found.kind === 'number' ? (found.minimum ?? 0).toString() : ''
    return { value: machine.settings.get(`${setting}/${index}`) ?? factory }
  }),
  on(writeSetting, 'awake', (machine, { setting, index, value }) => {
    const found = findSetting(setting)
    const [first, last] = found?.indexes ?? [0, 0]
    if (!found || found.readOnly || index < first || index > last || value.length > 64) return noSuchSetting
    machine.count('write-setting')
    machine.settings.set(`${setting}/${index}`, value)
    return {}
  }),
  on(xReport, 'awake', (machine, { operator }) => {
    const hindrance = machine.documentByte === 0 ? printerRefusal(machine) : documentNotClosed
    const refused = hindrance ?? needsOperator(machine, operator)
    if (refused) return refused
    machine.count('x-report')
    machine.nextXReport++
    const { shift } = machine.storage
    const lines = ['ОТЧЁТ БЕЗ ГАШЕНИЯ', machine.clock.now().replace('T', ' '), `СМЕНА ${shift.number}`]
    return printed(machine, [...lines, `ЧЕКОВ ${shift.receipts}`, ''], {})
  }),
  on(cut, 'awake', (machine) => {
    const refused = printerRefusal(machine)
    if (refused) return refused
    machine.count('cut')
    return printed(machine, ['✂'], {})
  }),
  on(openDrawer, 'awake', (machine) => {
    machine.count('drawer')
    machine.drawerOpen = true
    return {}
  }),
  on(drawerState, 'asleep', ({ drawerOpen }) => ({ drawerOpen: drawerOpen ? 1 : 0 })),
  on(beep, 'awake', (machine) => {
    machine.count('beep')
    return {}
  }),
]
