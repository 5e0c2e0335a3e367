import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { MarkingCheck } from '../fiscal-register.ts'
import {
  abortMarkingCodeChecking,
  checkMarkingCode as checkCommand,
  getMarkingCodeCheckResult,
  rejectMarkingCode,
} from './commands/marking.ts'
import type { Command } from './commands/command.ts'
import { getStatus } from './commands/status.ts'
import { refusal } from './failures.ts'
import type { Service } from './service.ts'

type Signal = AbortSignal | undefined

const pieceSold = 1
const onePiece = { qty: 10_000, measureUnit: 0 } as const
/** Seconds that the register waits for the marking system, and how often it is asked meanwhile. */
const timeout = 30
const interval = 1_000

/**
 * Has the storage and the marking system check a code and turns it down again, so that no receipt counts on it. A check is no deed:
 * where an answer on the way is lost, it is broken off and made once more.
 */
export async function checkMarkingCode(
  service: Service,
  clock: Clock,
  code: string,
  signal: Signal,
): Promise<MarkingCheck> {
  const { checkInfo } = await service.read(getStatus, signal)
  if (checkInfo.isOpen) throw new DeviceFailure('register.wrong-mode', { reason: 'receipt open' })
  try {
    return await check(service, clock, code, signal)
  } catch (error) {
    if (!(error instanceof DeviceFailure) || error.code === 'operation.cancelled') throw error
    // Brings the line back into step before anything is said again.
    await service.read(getStatus, signal)
    return check(service, clock, code, signal)
  }
}

/** The register takes no other code while a check is open, so whatever was left open is broken off first and last. */
async function check(service: Service, clock: Clock, code: string, signal: Signal): Promise<MarkingCheck> {
  await perform(service, abortMarkingCodeChecking, {}, signal)
  const values = { mc: base64(code), plannedStatus: pieceSold, ...onePiece, processingMode: 0, timeout }
  try {
    const { fnCheck, isOfflineMode } = await perform(service, checkCommand, values, signal)
    const online = await result(service, clock, signal)
    await perform(service, rejectMarkingCode, {}, signal)
    return {
      result: online?.mcCheckResultRaw ?? 0,
      storage: fnCheck?.checkResult !== 0 ? 'not-checked' : fnCheck.isValid === true ? 'good' : 'bad',
      online: isOfflineMode === true ? 'not-asked' : verdict(online),
    }
  } catch (error) {
    await service.perform(abortMarkingCodeChecking, {}, undefined)
    throw error
  }
}

/** Throws DeviceFailure unless the service does what it is asked. */
async function perform<Q extends object, A extends object>(
  service: Service,
  command: Command<Q, A>,
  values: Q,
  signal: Signal,
): Promise<A> {
  const performed = await service.perform(command, values, signal)
  if (performed.state !== 'answered') throw performed.failure
  const { answer } = performed
  if ('value' in answer) return answer.value
  throw refusal(command, answer.result, answer.description)
}

type Online = NonNullable<Awaited<ReturnType<typeof result>>>

async function result(service: Service, clock: Clock, signal: Signal) {
  const deadline = clock.now() + 2 * timeout * 1_000
  for (;;) {
    const { isCompleted, onlineCheck } = await service.read(getMarkingCodeCheckResult, signal)
    if (isCompleted) return onlineCheck
    if (clock.now() > deadline) throw new DeviceFailure('device.busy', { command: getMarkingCodeCheckResult.name })
    await sleep(clock, interval, signal)
  }
}

function verdict(online: Online | undefined): MarkingCheck['online'] {
  if (!online || online.result !== 0) return 'unreachable'
  return online.mcCheckResult === true && online.plannedStatusCheckResult !== 3 ? 'good' : 'bad'
}

/** The code as it was scanned, GS kept. Only Latin gets here. */
const base64 = (code: string): string => btoa(code)
