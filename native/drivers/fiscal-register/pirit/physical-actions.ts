import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { inDoubt, notDone } from '../shared/outcomes.ts'
import { cutLine, printPieces } from '../shared/slip.ts'
import { countWitness, drawerWitness } from '../shared/witnesses.ts'
import type { CommandChannel } from './command-channel.ts'
import { cancelDocument, closeDocument, cut, openDocument, printLine, serviceDocument } from './commands/documents.ts'
import { charactersPerLine, nextXReport, statusFlags } from './commands/status.ts'
import { beep, drawerState, openDrawer, xReport } from './commands/work.ts'
import { errorCode } from './error-codes.ts'
import { act } from './outcomes.ts'
import { printable } from './printable.ts'
import { startWorking } from './start-of-work.ts'
import { documentState, stateOf, typeOf } from './status-flags.ts'
import { hasDrawerSensor } from './status-reading.ts'

type Signal = AbortSignal | undefined

/** The narrowest paper takes so many characters of the usual font, and no command takes more than the widest. */
const narrowest = 32
const widest = 72
/** Milliseconds that the pulse of the drawer and the beep last. */
const drawerPulse = 150
const beepLength = 200
/** The machine cuts the slip by its own setting. */
const usualCut = 0
const anyDepartment = 1
const closingAttempts = 3
/** Milliseconds. */
const cleaningTime = 5_000
/** A machine that does not work by itself wants somebody named, also in a report that nobody gets. */
const xReportOperator = 'Администратор'

const documentOpen = (document: number): DeviceFailure =>
  new DeviceFailure('register.wrong-mode', { reason: 'document open', mode: document })

/** Why nothing can be printed now: somebody's document is open, which is left alone. */
export async function readyForDocument(channel: CommandChannel, signal: Signal): Promise<DeviceFailure | undefined> {
  const { document } = await startWorking(channel, signal)
  return stateOf(document) === documentState.closed ? undefined : documentOpen(document)
}

/** Lines go into a service document, the only one that takes free text. */
export async function printText(
  channel: CommandChannel,
  lines: readonly string[],
  signal: Signal,
): Promise<Outcome<void>> {
  const hindrance = await readyForDocument(channel, signal)
  if (hindrance) return notDone(hindrance)
  const width = await lineWidth(channel, signal)
  const opened = await act(
    channel,
    openDocument,
    { modeAndType: serviceDocument, department: anyDepartment },
    signal,
    async (still) => (await state(channel, still)) !== documentState.closed,
  )
  if (opened.state !== 'done') {
    if (opened.state === 'in-doubt') await abandon(channel)
    return opened
  }
  const pieces = lines.flatMap((line) => cutLine(printable(line), width))
  const printed = await printPieces(pieces, (line) => act(channel, printLine, { line }, signal))
  if (printed.state !== 'done') {
    await abandon(channel)
    return printed
  }
  return finish(channel, signal)
}

async function lineWidth(channel: CommandChannel, signal: Signal): Promise<number> {
  const excused = [errorCode.wrongState, errorCode.unknownCommand, errorCode.wrongParameter]
  const answer = await channel.readUnless(charactersPerLine, {}, signal, ...excused)
  return answer && answer.characters >= narrowest && answer.characters <= widest ? answer.characters : narrowest
}

const state = async (channel: CommandChannel, signal: Signal): Promise<number> =>
  stateOf((await channel.read(statusFlags, {}, signal)).document)

/** A document that is still open was not closed, so closing it again closes it once. */
async function finish(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  let outcome: Outcome<void> | undefined
  for (let attempt = 0; attempt < closingAttempts; attempt++) {
    outcome = await act(
      channel,
      closeDocument,
      { cutFlag: usualCut },
      signal,
      async (still) => (await state(channel, still)) === documentState.closed,
    )
    if (outcome.state !== 'not-done' || outcome.failure.data['deviceCode'] !== undefined) break
  }
  if (outcome?.state === 'done') return outcome
  await abandon(channel)
  return inDoubt(outcome ? outcome.failure : new DeviceFailure('operation.in-doubt'))
}

/**
 * Takes a service document of ours back, so that the till does not stand still before it; also when the person has given up
 * waiting. What cannot be taken back in time is said by the next question.
 */
async function abandon(channel: CommandChannel): Promise<void> {
  try {
    await channel.within(cleaningTime, async (signal) => {
      const { document } = await channel.read(statusFlags, {}, signal)
      if (typeOf(document) === serviceDocument && stateOf(document) !== documentState.closed) {
        await channel.perform(cancelDocument, {}, signal)
      }
    })
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
  }
}

/** The machine counts its X reports, so the next one's number tells whether one was made. */
export async function printXReport(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  const hindrance = await readyForDocument(channel, signal)
  if (hindrance) return notDone(hindrance)
  const count = async (still: Signal) => (await channel.read(nextXReport, {}, still)).xReportNumber
  const witness = countWitness(await count(signal), count)
  return act(channel, xReport, { operator: xReportOperator }, signal, witness)
}

/**
 * State 8: the storage has the receipt and the paper has not. 31h once more prints the rest and makes no other receipt. There is
 * nothing else that could be continued.
 */
export async function continuePrint(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  const { document } = await startWorking(channel, signal)
  if (stateOf(document) !== documentState.closedInStorage) {
    const reason = { ru: 'касса не ждёт продолжения печати', en: 'no print waits to be continued' }
    return notDone(new DeviceFailure('register.wrong-mode', { deviceText: reason, mode: document }))
  }
  return act(channel, closeDocument, { cutFlag: usualCut }, signal, async (still) => {
    const now = await state(channel, still)
    if (now === documentState.closed) return true
    return now === documentState.closedInStorage ? false : undefined
  })
}

export async function cutPaper(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  await startWorking(channel, signal)
  return act(channel, cut, {}, signal)
}

export async function openCashDrawer(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  await startWorking(channel, signal)
  const sensor = await hasDrawerSensor(channel, signal)
  const isOpen = async (still: Signal) => (await channel.read(drawerState, {}, still)).drawerOpen !== 0
  const witness = sensor ? await drawerWitness(isOpen, signal) : undefined
  return act(channel, openDrawer, { milliseconds: drawerPulse }, signal, witness)
}

export async function soundBeep(channel: CommandChannel, signal: Signal): Promise<Outcome<void>> {
  await startWorking(channel, signal)
  return act(channel, beep, { milliseconds: beepLength }, signal)
}
