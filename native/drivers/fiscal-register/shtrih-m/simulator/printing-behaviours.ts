import {
  continuePrint,
  cut,
  feed,
  openDrawer,
  printBoldLine,
  printLine,
  printLineWithFont,
} from '../commands/printing.ts'
import { xReport } from '../commands/receipts.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

const noPaper = new Refusal(0x6b)
const stillPrinting = new Refusal(0x50)
const waitsForContinue = new Refusal(0x58)
const wrongSubmode = new Refusal(0x72)
const receiptOpen = new Refusal(0x4a)
const cutterFault = new Refusal(0x71)

function printerObstacle({ printerObstacle: obstacle }: Machine): Refusal | undefined {
  return obstacle && (obstacle === 'waits-for-continue' ? waitsForContinue : noPaper)
}

function print(machine: Machine, text: string, operator: number) {
  const obstacle = printerObstacle(machine)
  if (obstacle) return obstacle
  machine.count('print-line')
  machine.printer.print([text])
  return { operator }
}

export const printingBehaviours: readonly Behaviour[] = [
  on(printLine, 'operator', (machine, { text }, operator) => print(machine, text, operator)),
  on(printBoldLine, 'operator', (machine, { text }, operator) => print(machine, text, operator)),
  on(printLineWithFont, 'operator', (machine, { text }, operator) => print(machine, text, operator)),
  on(feed, 'operator', (machine, { lines }, operator) => {
    const obstacle = printerObstacle(machine)
    if (obstacle) return obstacle
    machine.count('feed')
    machine.printer.print(Array<string>(Math.min(lines, 50)).fill(''))
    return { operator }
  }),
  on(cut, 'operator', (machine, _, operator) => {
    if (machine.printer.printing) return stillPrinting
    if (machine.printer.submode === 3) return waitsForContinue
    if (machine.printer.coverOpen) return cutterFault
    machine.count('cut')
    machine.printer.tape.push('✂')
    return { operator }
  }),
  on(openDrawer, 'operator', (machine, _, operator) => {
    machine.count('drawer')
    machine.drawerOpen = true
    return { operator }
  }),
  on(continuePrint, 'operator', (machine, _, operator) => {
    if (!machine.printer.continue()) return wrongSubmode
    machine.count('continue-print')
    return { operator }
  }),
  on(xReport, 'administrator', (machine, _, operator) => {
    if (machine.receipt) return receiptOpen
    if (machine.printer.printing) return stillPrinting
    const obstacle = printerObstacle(machine)
    if (obstacle) return obstacle
    machine.count('x-report')
    machine.xReports++
    machine.documentNumber++
    const { shift } = machine.storage
    machine.printer.print([
      'СУТОЧНЫЙ ОТЧЁТ БЕЗ ГАШЕНИЯ',
      machine.clock.now().replace('T', ' '),
      `СМЕНА ${shift.number}`,
      `ЧЕКОВ ${shift.receipts}`,
      `X-ОТЧЁТ N ${machine.xReports}`,
      '',
    ])
    return { operator }
  }),
]
