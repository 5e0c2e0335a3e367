import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { FiscalResult } from '../fiscal-register.ts'
import { makeDocument, type StorageWitness } from '../shared/fiscal-documents.ts'
import { notDone } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import { enterMode, leaveMode, reportWithoutReset } from './commands/actions.ts'
import { openShift as openShiftCommand, zReport } from './commands/receipts.ts'
import { deviceStatus } from './commands/status.ts'
import { closingMode, registrationMode, reportMode, selectMode } from './modes.ts'
import { act } from './outcomes.ts'
import { afterPrinting } from './physical-actions.ts'
import { readStorageState } from './status-reading.ts'

type Signal = AbortSignal | undefined

const xReport = 1

export function printXReport(channel: CommandChannel, clock: Clock, password: string, signal: Signal) {
  return inMode(channel, reportMode, password, signal, async () => {
    const printed = await act(channel, reportWithoutReset, { reportType: xReport }, signal)
    return printed.state === 'done' ? afterPrinting(channel, clock, signal) : printed
  })
}

export function openShift(channel: CommandChannel, clock: Clock, password: string, signal: Signal) {
  return inMode(channel, registrationMode, password, signal, () =>
    report(channel, clock, (witness) => act(channel, openShiftCommand, { flags: 0 }, signal, witness), signal),
  )
}

/** 5Ah, from the mode of reports with reset. */
export function closeShift(channel: CommandChannel, clock: Clock, password: string, signal: Signal) {
  return inMode(channel, closingMode, password, signal, () =>
    report(channel, clock, (witness) => act(channel, zReport, {}, signal, witness), signal),
  )
}

async function report(
  channel: CommandChannel,
  clock: Clock,
  make: Parameters<typeof makeDocument>[1],
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const outcome = await makeDocument(witnessOf(channel), make, signal)
  if (outcome.state === 'done') await afterPrinting(channel, clock, signal)
  return outcome
}

/** The storage tells the time of its last document; signs it tells only inside of documents. */
const witnessOf = (channel: CommandChannel): StorageWitness => ({
  lastDocument: async (signal) => (await readStorageState(channel, signal)).lastFd,
  async describe(_, signal) {
    const { dateTime } = await readStorageState(channel, signal)
    return { fiscalSign: undefined, time: dateTime ?? undefined }
  },
})

/** Works in a mode and goes back to the choice of modes, where other programs begin. An open receipt is left alone. */
async function inMode<T>(
  channel: CommandChannel,
  mode: number,
  password: string,
  signal: Signal,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const before = await channel.read(deviceStatus, {}, signal)
  if (before.receiptState !== 0) {
    return notDone(new DeviceFailure('register.wrong-mode', { reason: 'receipt open', mode: before.mode & 15 }))
  }
  const entered = await changeMode(channel, mode, password, signal)
  if (entered) return notDone(entered)
  const outcome = await work()
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
