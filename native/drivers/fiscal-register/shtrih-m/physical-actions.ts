import { CodecError } from '../../../codecs/codec-error.ts'
import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { encodeWindows1251 } from '../shared/codec/windows-1251.ts'
import type { CommandChannel } from './command-channel.ts'
import { continuePrint, cut, feed, openDrawer, printFlag, printLine } from './commands/printing.ts'
import { xReport } from './commands/receipts.ts'
import { beep, extendedRequest, fontParameters, operationRegister, shortStatus } from './commands/status.ts'
import { modelFlag, statusFlag } from './modes.ts'
import { act, done, inDoubt, notDone } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** Old models take exactly so many characters of a line; newer ones as many as fit on the paper. */
const fixedLineLength = 40
const mostLines = 200
/** The last printed line stands this many lines below the tear bar. */
const linesToTearBar = 5
const printPatience = 30_000
const pollInterval = 400
/** «Номер сменного отчёта без гашения»: the machine's own count of X reports. */
const xReportCounter = 0x9e
const unknownCommand = [0x01, 0x33, 0x36, 0x37] as const

/** Throws `operation.wrong-argument`, before anything is sent, for what the machine's character set does not have. */
export function checkPrintable(lines: readonly string[]): void {
  const wrong = (reason: string, line: number) =>
    new DeviceFailure('operation.wrong-argument', { argument: 'lines', line, reason })
  if (lines.length === 0 || lines.length > mostLines) throw wrong(`1…${mostLines}`, lines.length)
  lines.forEach((line, index) => {
    if (line.length > 1000) throw wrong('too long', index + 1)
    const control = /\p{Cc}/u.exec(line)
    if (control) throw wrong(`U+${control[0].charCodeAt(0).toString(16).padStart(4, '0')}`, index + 1)
    try {
      encodeWindows1251(line)
    } catch (error) {
      throw error instanceof CodecError ? wrong(error.detail, index + 1) : error
    }
  })
}

/** Longer lines go on below. If a line fails after others were printed, only the paper shows how far it got. */
export async function printText(
  channel: CommandChannel,
  clock: Clock,
  lines: readonly string[],
  signal: Signal,
): Promise<Outcome<void>> {
  const width = await lineLength(channel, signal)
  const pieces = lines.flatMap((line) => cutLine(line, width.characters))
  for (const [index, text] of pieces.entries()) {
    const values = { flags: printFlag.receipt, text, textFieldBytes: width.padded ? fixedLineLength : 0 }
    const outcome = await act(channel, printLine, values, signal)
    if (outcome.state === 'done') continue
    return index === 0 ? outcome : inDoubt(outcome.failure)
  }
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

function cutLine(line: string, characters: number): string[] {
  if (line.length === 0) return [' ']
  return Array.from({ length: Math.ceil(line.length / characters) }, (_, index) =>
    line.slice(index * characters, (index + 1) * characters),
  )
}

/**
 * The machine takes a print before it has printed it. Waits for the printer, and says so where the paper ended on the way;
 * a machine that cannot be asked any more has taken the command all the same.
 */
async function afterPrinting(channel: CommandChannel, clock: Clock, signal: Signal): Promise<Outcome<void>> {
  const deadline = clock.now() + printPatience
  try {
    while (clock.now() < deadline) {
      const { submode, flags } = await channel.read(shortStatus, {}, signal)
      if (submode === 2 || submode === 3) {
        return inDoubt(
          new DeviceFailure(flags & statusFlag.coverOpen ? 'register.cover-open' : 'register.paper-out', { submode }),
        )
      }
      if (submode !== 4 && submode !== 5) return done
      await sleep(clock, pollInterval, signal)
    }
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
  }
  return done
}

/** The machine counts its X reports, and the count tells what became of one whose answer was lost. */
export async function printXReport(channel: CommandChannel, clock: Clock, signal: Signal): Promise<Outcome<void>> {
  const count = async (still: Signal) =>
    (await channel.readUnless(operationRegister, { register: xReportCounter }, still, ...unknownCommand))?.value
  const before = await count(signal)
  const outcome = await act(channel, xReport, {}, signal, async (still) => {
    const after = before === undefined ? undefined : await count(still)
    if (before === undefined || after === undefined) return undefined
    if (after === ((before + 1) & 0xffff)) return true
    return after === before ? false : undefined
  })
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

/** A drawer with a sensor that stands open now and did not before was opened. */
export async function openCashDrawer(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  const isOpen = async (still: Signal) =>
    ((await channel.read(shortStatus, {}, still)).flags & statusFlag.drawerOpen) !== 0
  const openBefore = await isOpen(signal)
  return act(channel, openDrawer, { drawer: 0 }, signal, async (still) =>
    !openBefore && (await isOpen(still)) ? true : undefined,
  )
}

export function soundBeep(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  return act(channel, beep, {}, signal)
}
