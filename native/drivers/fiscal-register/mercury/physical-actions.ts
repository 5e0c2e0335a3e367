import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { Clock } from '../../../foundation/clock.ts'
import type { RegisterTime } from '../fiscal-register.ts'
import { clockWitness } from '../shared/clock-setting.ts'
import { encodeWindows1251 } from '../shared/codec/windows-1251.ts'
import { done, notDone } from '../shared/outcomes.ts'
import { checkPrintable as checkLines, cutLine, printPieces } from '../shared/slip.ts'
import { openBox, printReport, printText as printTextCommand } from './commands/printing.ts'
import { getCommonInfo, getDateTime, getStatus, setDateTime } from './commands/status.ts'
import { act, type Acted } from './outcomes.ts'
import type { Service } from './service.ts'

type Signal = AbortSignal | undefined

const xReport = 1
/** Where the register does not say how many characters fit: the narrowest paper of this vendor's models. */
const narrowestLine = 24
/** The service takes any text in UTF-8. What the register's font has beyond Russian and Latin nobody has written down. */
export function checkPrintable(lines: readonly string[]): void {
  checkLines(lines, encodeWindows1251)
}

/** Proves the session and looks at the paper, both before anything moves. */
async function paperOut(service: Service, signal: Signal): Promise<Outcome<never> | undefined> {
  const { paperPresence } = await service.read(getStatus, signal)
  return paperPresence === false ? notDone(new DeviceFailure('register.paper-out')) : undefined
}

const plain = (acted: Acted<object>): Outcome<void> => (acted.state === 'done' ? done : acted)

/** The lines wait in the service until the last one lets them be printed together. */
export async function printText(service: Service, lines: readonly string[], signal: Signal): Promise<Outcome<void>> {
  const obstacle = await paperOut(service, signal)
  if (obstacle) return obstacle
  const { cpl } = await service.read(getCommonInfo, signal)
  const characters = Math.max(0, ...(cpl ?? [])) || narrowestLine
  const pieces = lines.flatMap((line) => cutLine(line, characters))
  let printed = 0
  return printPieces(pieces, async (text) =>
    plain(await act(service, printTextCommand, { text, forcePrint: ++printed === pieces.length }, signal)),
  )
}

/** An open receipt is left alone. */
export async function printXReport(service: Service, signal: Signal): Promise<Outcome<void>> {
  const { paperPresence, checkInfo } = await service.read(getStatus, signal)
  if (checkInfo.isOpen) return notDone(new DeviceFailure('register.wrong-mode', { reason: 'receipt open' }))
  if (paperPresence === false) return notDone(new DeviceFailure('register.paper-out'))
  return plain(await act(service, printReport, { reportCode: xReport }, signal))
}

/** The service tells nothing of the drawer, so a lost answer stays a doubt. */
export async function openCashDrawer(service: Service, signal: Signal): Promise<Outcome<void>> {
  await service.read(getStatus, signal)
  return plain(await act(service, openBox, {}, signal))
}

/** What was set is read back where the answer was lost. */
export async function setRegisterClock(
  service: Service,
  clock: Clock,
  time: RegisterTime,
  signal: Signal,
): Promise<Outcome<void>> {
  const read = async (still: Signal) => (await service.read(getDateTime, still)).dateTime
  const witness = clockWitness(clock, time, await read(signal), read)
  return plain(await act(service, setDateTime, { dateTime: time }, signal, witness))
}
