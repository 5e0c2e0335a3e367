import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { cutLine, printPieces, waitForPrinter } from '../shared/slip.ts'
import { drawerWitness } from '../shared/witnesses.ts'
import type { CommandChannel } from './command-channel.ts'
import { beep, continuePrint, cut, openDrawer, printLine } from './commands/actions.ts'
import { deviceStatus, stateCode } from './commands/status.ts'
import { isBusy, stateFlag, statusFlag } from './modes.ts'
import { act } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** The narrowest paper takes so many characters; how many fit on a wider one no public description says. */
const lineLength = 32
/** The last printed line stands this many lines below the tear bar; the protocol has no command to feed paper. */
const linesToTearBar = 6
const printTiming = { patience: 60_000, interval: 500 }

/** Longer lines go on below. */
export async function printText(
  channel: CommandChannel,
  clock: Clock,
  lines: readonly string[],
  signal: Signal,
): Promise<Outcome<void>> {
  const pieces = lines.flatMap((line) => cutLine(line, lineLength))
  const printed = await printPieces(pieces, (text) => act(channel, printLine, { text }, signal))
  if (printed.state !== 'done') return printed
  for (let line = 0; line < linesToTearBar; line++) {
    if ((await act(channel, printLine, { text: ' ' }, signal)).state !== 'done') break
  }
  return afterPrinting(channel, clock, signal)
}

export function afterPrinting(channel: CommandChannel, clock: Clock, signal: Signal): Promise<Outcome<void>> {
  const look = async () => {
    const { mode, flags } = await channel.read(stateCode, {}, signal)
    if (flags & stateFlag.noPaper) {
      const status = await channel.read(deviceStatus, {}, signal)
      if (status.flags & statusFlag.coverOpen) return new DeviceFailure('register.cover-open')
      if (!(status.flags & statusFlag.paperPresent)) return new DeviceFailure('register.paper-out')
    }
    return isBusy(mode) ? 'printing' : 'idle'
  }
  return waitForPrinter(clock, printTiming, look, signal)
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

export async function openCashDrawer(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  const isOpen = async (still: Signal) =>
    ((await channel.read(deviceStatus, {}, still)).flags & statusFlag.drawerOpen) !== 0
  return act(channel, openDrawer, {}, signal, await drawerWitness(isOpen, signal))
}

export function soundBeep(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  return act(channel, beep, {}, signal)
}
