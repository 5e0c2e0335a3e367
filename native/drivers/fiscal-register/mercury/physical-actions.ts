import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { Clock } from '../../../foundation/clock.ts'
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
/** Seconds that a reading of a clock may be old. */
const tolerance = 5

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

/**
 * What was set is read back where the answer was lost. The register may have taken the new time at any moment since the request
 * went out; a clock that would show the same without it proves nothing.
 */
export async function setRegisterClock(
  service: Service,
  clock: Clock,
  time: string,
  signal: Signal,
): Promise<Outcome<void>> {
  /** Seconds by which the register is ahead of `time`, and when it was so. */
  const look = async (still: Signal) => {
    const { dateTime } = await service.read(getDateTime, still)
    return { ahead: (Date.parse(`${dateTime}Z`) - Date.parse(`${time}Z`)) / 1_000, at: clock.now() }
  }
  const before = await look(signal)
  const acted = await act(service, setDateTime, { dateTime: time }, signal, async (still) => {
    const after = await look(still)
    const elapsed = (after.at - before.at) / 1_000
    const fits = (ahead: number) => ahead >= -tolerance && ahead <= elapsed + tolerance
    if (!fits(after.ahead)) return false
    return fits(before.ahead + elapsed) ? undefined : true
  })
  return plain(acted)
}
