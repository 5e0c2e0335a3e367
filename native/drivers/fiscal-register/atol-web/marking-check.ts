import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { MarkingCheck } from '../fiscal-register.ts'
import { maskOf } from '../shared/named-bits.ts'
import {
  beginMarkingCodeValidation,
  cancelMarkingCodeValidation,
  declineMarkingCode,
  getMarkingCodeValidationStatus,
} from './tasks/marking.ts'
import type { Task } from './tasks/task.ts'
import { readResult, type WebServer } from './web-server.ts'

type Signal = AbortSignal | undefined

/** Milliseconds that the marking system is waited for, and how often the register is asked meanwhile. */
const patience = 60_000
const interval = 1_000

/**
 * Has the storage and the marking system check a code and turns it down again, so that no receipt counts on it. A check is no deed:
 * where it is lost on the way it is broken off and made once more.
 */
export async function checkMarkingCode(
  server: WebServer,
  clock: Clock,
  code: string,
  signal: Signal,
): Promise<MarkingCheck> {
  try {
    return await check(server, clock, code, signal)
  } catch (error) {
    const again = error instanceof DeviceFailure && error.data['deviceCode'] === undefined
    if (!again || ['operation.cancelled', 'link.lost'].includes(error.code)) throw error
    return check(server, clock, code, signal)
  }
}

/** The register takes no other code while a check is open, so whatever was left open is broken off first and last. */
async function check(server: WebServer, clock: Clock, code: string, signal: Signal): Promise<MarkingCheck> {
  await breakOff(server, signal)
  const params = {
    imcType: 'auto',
    // As it was scanned, GS kept. Only Latin gets here.
    imc: btoa(code),
    itemEstimatedStatus: 'itemPieceSold',
    imcModeProcessing: 0,
  }
  try {
    const { offlineValidation } = await perform(server, beginMarkingCodeValidation, { params }, signal)
    const status = await result(server, clock, signal)
    await perform(server, declineMarkingCode, {}, signal)
    return {
      result: bits(status),
      storage: !offlineValidation.fmCheck ? 'not-checked' : offlineValidation.fmCheckResult === true ? 'good' : 'bad',
      online: verdict(status),
    }
  } catch (error) {
    // Not by the signal: whoever cancels leaves no check open behind.
    if (!(error instanceof DeviceFailure) || error.code !== 'link.lost') await breakOff(server, undefined)
    throw error
  }
}

/** With nothing to break off the register refuses, which is as good. */
async function breakOff(server: WebServer, signal: Signal): Promise<void> {
  const ended = await server.run(cancelMarkingCodeValidation, {}, signal)
  if (ended.state === 'unknown' || ended.state === 'not-executed') throw ended.failure
}

/** Throws DeviceFailure unless it is done. */
async function perform<Q extends object, A extends object>(
  server: WebServer,
  task: Task<Q, A>,
  values: Q,
  signal: Signal,
): Promise<A> {
  const ended = await server.run(task, values, signal)
  if (ended.state !== 'ready') throw ended.failure
  const value = Object.keys(task.result.members ?? {}).length > 0 ? readResult(task, ended.result) : ({} as A)
  if (value instanceof DeviceFailure) throw value
  return value
}

type Status = Awaited<ReturnType<typeof result>>

async function result(server: WebServer, clock: Clock, signal: Signal) {
  const deadline = clock.now() + patience
  for (;;) {
    const status = await server.read(getMarkingCodeValidationStatus, {}, signal)
    if (status.ready) return status
    if (clock.now() > deadline) throw new DeviceFailure('device.busy', { command: getMarkingCodeValidationStatus.type })
    await sleep(clock, interval, signal)
  }
}

/** Bits of tag 2106. */
const flagNames = [
  'imcCheckFlag',
  'imcCheckResult',
  'imcStatusInfo',
  'imcEstimatedStatusCorrect',
  'ecrStandAloneFlag',
] as const

const bits = ({ onlineValidation }: Status): number =>
  maskOf(flagNames, (name) => onlineValidation?.itemInfoCheckResult?.[name] === true)

function verdict({ sentImcRequest, driverError, onlineValidation }: Status): MarkingCheck['online'] {
  if (sentImcRequest === false) return 'not-asked'
  const info = onlineValidation?.itemInfoCheckResult
  if ((driverError?.code ?? 0) !== 0 || info?.imcStatusInfo !== true) return 'unreachable'
  return info.imcCheckResult === true && info.imcEstimatedStatusCorrect === true ? 'good' : 'bad'
}
