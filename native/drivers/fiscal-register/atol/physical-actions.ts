import { CodecError } from '../../../codecs/codec-error.ts'
import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { encodeText } from './codec/charset.ts'
import type { CommandChannel } from './command-channel.ts'
import {
  beep,
  continuePrint,
  cut,
  enterMode,
  leaveMode,
  openDrawer,
  printLine,
  reportWithoutReset,
} from './commands/actions.ts'
import { deviceStatus, stateCode } from './commands/status.ts'
import { isBusy, reportMode, selectMode, stateFlag, statusFlag } from './modes.ts'
import { act, done, inDoubt, notDone } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** The narrowest paper takes so many characters; how many fit on a wider one no public description says. */
const lineLength = 32
const mostLines = 200
/** The last printed line stands this many lines below the tear bar; the protocol has no command to feed paper. */
const linesToTearBar = 6
const xReport = 1
const printPatience = 60_000
const pollInterval = 500

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
      encodeText(line)
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
  const pieces = lines.flatMap(cutLine)
  for (const [index, text] of pieces.entries()) {
    const outcome = await act(channel, printLine, { text }, signal)
    if (outcome.state === 'done') continue
    return index === 0 ? outcome : inDoubt(outcome.failure)
  }
  for (let line = 0; line < linesToTearBar; line++) {
    if ((await act(channel, printLine, { text: ' ' }, signal)).state !== 'done') break
  }
  return afterPrinting(channel, clock, signal)
}

function cutLine(line: string): string[] {
  if (line.length === 0) return [' ']
  return Array.from({ length: Math.ceil(line.length / lineLength) }, (_, index) =>
    line.slice(index * lineLength, (index + 1) * lineLength),
  )
}

/**
 * The machine takes a print before it has printed it. Waits while it prints by itself, and says so where the paper ended; a
 * machine that cannot be asked any more has taken the command all the same.
 */
async function afterPrinting(channel: CommandChannel, clock: Clock, signal: Signal): Promise<Outcome<void>> {
  const deadline = clock.now() + printPatience
  try {
    while (clock.now() < deadline) {
      const { mode, flags } = await channel.read(stateCode, {}, signal)
      if (flags & stateFlag.noPaper) {
        const status = await channel.read(deviceStatus, {}, signal)
        if (status.flags & statusFlag.coverOpen) return inDoubt(new DeviceFailure('register.cover-open'))
        if (!(status.flags & statusFlag.paperPresent)) return inDoubt(new DeviceFailure('register.paper-out'))
      }
      if (!isBusy(mode)) return done
      await sleep(clock, pollInterval, signal)
    }
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
  }
  return done
}

/** From the mode of reports and back to the choice of modes, where other programs begin. An open receipt is left alone. */
export async function printXReport(
  channel: CommandChannel,
  clock: Clock,
  password: string,
  signal: Signal,
): Promise<Outcome<void>> {
  const before = await channel.read(deviceStatus, {}, signal)
  if (before.receiptState !== 0) {
    return notDone(new DeviceFailure('register.wrong-mode', { reason: 'receipt open', mode: before.mode & 15 }))
  }
  const entered = await changeMode(channel, reportMode, password, signal)
  if (entered) return notDone(entered)
  const printed = await act(channel, reportWithoutReset, { reportType: xReport }, signal)
  const outcome = printed.state === 'done' ? await afterPrinting(channel, clock, signal) : printed
  await changeMode(channel, selectMode, password, signal)
  return outcome
}

/**
 * Brings the machine into a mode, by way of the choice of modes. Entering prints nothing and can be asked for, so a step whose
 * answer was lost is looked at and taken again if it was not made. Returns why it did not succeed, if it did not.
 */
async function changeMode(
  channel: CommandChannel,
  wanted: number,
  password: string,
  signal: Signal,
): Promise<DeviceFailure | undefined> {
  let failure = new DeviceFailure('register.wrong-mode', { mode: wanted })
  try {
    for (let step = 0; step < 5; step++) {
      const { mode } = await channel.read(deviceStatus, {}, signal)
      if ((mode & 15) === wanted) return undefined
      const left = (mode & 15) === selectMode
      const outcome = left
        ? await act(channel, enterMode, { mode: wanted, password }, signal)
        : await act(channel, leaveMode, {}, signal)
      if (outcome.state === 'not-done' && outcome.failure.data['deviceCode'] !== undefined) return outcome.failure
      if (outcome.state !== 'done') failure = outcome.failure
    }
    return failure
  } catch (error) {
    if (error instanceof DeviceFailure) return error
    throw error
  }
}

/** Finishes a report whose printing broke off. A machine that has none refuses with 170. */
export async function continueBrokenPrint(
  channel: CommandChannel,
  clock: Clock,
  signal: Signal,
): Promise<Outcome<void>> {
  const outcome = await act(channel, continuePrint, {}, signal)
  return outcome.state === 'done' ? afterPrinting(channel, clock, signal) : outcome
}

/** A partial cut leaves the slip hanging, so that it does not fall behind the counter. */
export function cutPaper(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  return act(channel, cut, { cutType: 1 }, signal)
}

/** A drawer with a sensor that stands open now and did not before was opened. */
export async function openCashDrawer(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  const isOpen = async (still: Signal) =>
    ((await channel.read(deviceStatus, {}, still)).flags & statusFlag.drawerOpen) !== 0
  const openBefore = await isOpen(signal)
  return act(channel, openDrawer, {}, signal, async (still) =>
    !openBefore && (await isOpen(still)) ? true : undefined,
  )
}

export function soundBeep(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  return act(channel, beep, {}, signal)
}
