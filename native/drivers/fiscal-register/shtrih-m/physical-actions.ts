import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { notDone } from '../shared/outcomes.ts'
import { cutLine, printPieces, waitForPrinter } from '../shared/slip.ts'
import { countWitness, drawerWitness } from '../shared/witnesses.ts'
import type { CommandChannel } from './command-channel.ts'
import { continuePrint, cut, feed, openDrawer, printFlag, printLine } from './commands/printing.ts'
import { xReport } from './commands/receipts.ts'
import { beep, extendedRequest, fontParameters, operationRegister, shortStatus } from './commands/status.ts'
import { modelFlag, statusFlag } from './modes.ts'
import { act } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** Old models take exactly so many characters of a line; newer ones as many as fit on the paper. */
const fixedLineLength = 40
/** The last printed line stands this many lines below the tear bar. */
const linesToTearBar = 5
const printTiming = { patience: 30_000, interval: 400 }
/** «Номер сменного отчёта без гашения»: the machine's own count of X reports. */
const xReportCounter = 0x9e
const xReportCounterLimit = 0x1_0000
const unknownCommand = [0x01, 0x33, 0x36, 0x37] as const

/** Longer lines go on below. */
export async function printText(
  channel: CommandChannel,
  clock: Clock,
  lines: readonly string[],
  signal: Signal,
): Promise<Outcome<void>> {
  const width = await lineLength(channel, signal)
  const pieces = lines.flatMap((line) => cutLine(line, width.characters))
  const textFieldBytes = width.padded ? fixedLineLength : 0
  const printed = await printPieces(pieces, (text) =>
    act(channel, printLine, { flags: printFlag.receipt, text, textFieldBytes }, signal),
  )
  if (printed.state !== 'done') return printed
  await act(channel, feed, { flags: printFlag.receipt, lines: linesToTearBar }, signal)
  return afterPrinting(channel, clock, signal)
}

async function lineLength(channel: CommandChannel, signal: Signal): Promise<{ characters: number; padded: boolean }> {
  const model = await channel.readUnless(extendedRequest, { requestType: 1 }, signal, ...unknownCommand)
  if (!model || (model.modelFlags & modelFlag.variableLengthTexts) === 0n)
    return { characters: fixedLineLength, padded: true }
  const font = await channel.readUnless(fontParameters, { font: 1 }, signal, ...unknownCommand)
  const fitting = font && font.charWidth > 0 ? Math.floor(font.printWidthDots / font.charWidth) : fixedLineLength
  return { characters: Math.min(Math.max(fitting, 1), 200), padded: false }
}

export function afterPrinting(channel: CommandChannel, clock: Clock, signal: Signal): Promise<Outcome<void>> {
  const look = async () => {
    const { submode, flags } = await channel.read(shortStatus, {}, signal)
    if (submode === 2 || submode === 3) {
      return new DeviceFailure(flags & statusFlag.coverOpen ? 'register.cover-open' : 'register.paper-out', { submode })
    }
    return submode === 4 || submode === 5 ? 'printing' : 'idle'
  }
  return waitForPrinter(clock, printTiming, look, signal)
}

/** The machine counts its X reports, and the count tells what became of one whose answer was lost. */
export async function printXReport(channel: CommandChannel, clock: Clock, signal: Signal): Promise<Outcome<void>> {
  const count = async (still: Signal) =>
    (await channel.readUnless(operationRegister, { register: xReportCounter }, still, ...unknownCommand))?.value
  const witness = countWitness(await count(signal), count, xReportCounterLimit)
  const outcome = await act(channel, xReport, {}, signal, witness)
  return outcome.state === 'done' ? afterPrinting(channel, clock, signal) : outcome
}

/** Only a machine that waits for it (submode 3) has anything to continue. */
export async function continueBrokenPrint(
  channel: CommandChannel,
  clock: Clock,
  signal: Signal,
): Promise<Outcome<void>> {
  const submode = async (still: Signal) => (await channel.read(shortStatus, {}, still)).submode
  if ((await submode(signal)) !== 3) {
    return notDone(new DeviceFailure('register.wrong-mode', { reason: 'nothing to continue' }))
  }
  const outcome = await act(channel, continuePrint, {}, signal, async (still) => {
    const after = await submode(still)
    return after === 3 ? false : after === 0 || after === 5 ? true : undefined
  })
  return outcome.state === 'done' ? afterPrinting(channel, clock, signal) : outcome
}

/** A partial cut leaves the slip hanging, so that it does not fall behind the counter. */
export function cutPaper(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  return act(channel, cut, { cutType: 1 }, signal)
}

export async function openCashDrawer(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  const isOpen = async (still: Signal) =>
    ((await channel.read(shortStatus, {}, still)).flags & statusFlag.drawerOpen) !== 0
  return act(channel, openDrawer, { drawer: 0 }, signal, await drawerWitness(isOpen, signal))
}

export function soundBeep(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  return act(channel, beep, {}, signal)
}
