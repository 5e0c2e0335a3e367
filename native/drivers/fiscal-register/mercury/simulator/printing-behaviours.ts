import { openBox, printDocFromFn, printReport, printText } from '../commands/printing.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

/** Why nothing can be printed, in the service's manner. */
function obstacle(machine: Machine): Refusal | undefined {
  // The register goes on by itself with what the end of paper broke off.
  if (machine.printer.submode === 3) machine.printer.continue()
  switch (machine.printerObstacle) {
    case undefined:
      return undefined
    case 'cover':
      return new Refusal('Открыта крышка')
    default:
      return new Refusal('Нет бумаги')
  }
}

export const printingBehaviours: readonly Behaviour[] = [
  on(printText, (machine, { text, forcePrint = true }) => {
    const hindrance = obstacle(machine)
    if (hindrance) return hindrance
    machine.waitingLines.push(text)
    if (!forcePrint) return {}
    for (const _ of machine.waitingLines) machine.count('print-line')
    machine.printer.print(machine.waitingLines)
    machine.waitingLines = []
    return {}
  }),
  on(printReport, (machine, { reportCode }) => {
    if (reportCode < 1 || reportCode > 5) return new Refusal('Неизвестный отчёт')
    const hindrance = obstacle(machine)
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
  on(printDocFromFn, (machine, { fiscalDocNum }) => {
    if (!machine.storage.find(fiscalDocNum)) return new Refusal('Документ не найден')
    const hindrance = obstacle(machine)
    if (hindrance) return hindrance
    machine.printer.print([`ДОКУМЕНТ ${fiscalDocNum}`, ''])
    return {}
  }),
  on(openBox, (machine) => {
    machine.count('drawer')
    machine.drawerOpen = true
    return {}
  }),
]
