import { DeviceFailure, isFailure } from '../../../foundation/device-failure.ts'
import {
  spendAuthorisation,
  type NextStep,
  type OperationContext,
  type Outcome,
} from '../../../foundation/operation.ts'
import type { DriverEnvironment, SettingValues } from '../../device-family.ts'
import type { DeviceIdentity } from '../../role.ts'
import type { ProgramResult } from '../../../transports/program-runner.ts'
import { terminalCapabilities, type PaymentTerminal, type TerminalResult } from '../payment-terminal.ts'
import { unescapeText } from './cut-mark.ts'
import { explainApproval, type OperationName } from './approvals.ts'
import { argumentsFor } from './operations.ts'
import { nothingToPrint, readOutcome, type ProgramOutcome } from './program-outcome.ts'
import { failureFor } from './result-codes.ts'

type ProgramAccess = Extract<DriverEnvironment['access'], { kind: 'program' }>

/** A slip is a few kilobytes; more is a file of something else. */
const fileLimit = 64 * 1024
/** The terminal may talk to the bank for an hour at the end of a bad day. */
const reconciliationTime = 900_000
const checkTime = 90_000
const largestSum = 9_999_999_999

export function createDriver({ access, settings }: DriverEnvironment): PaymentTerminal {
  if (access.kind !== 'program') throw new DeviceFailure('operation.wrong-argument', { access: access.kind })
  return new UposTerminal(access, settings)
}

class UposTerminal implements PaymentTerminal {
  readonly capabilities = new Set(terminalCapabilities)
  readonly #access: ProgramAccess
  readonly #cutMark: string
  readonly #operationTime: number
  /** Two runs at once would read each other's files. */
  #turn: Promise<unknown> = Promise.resolve()
  /** The last approval's file `e`: should it come again for another operation, it is a stale one. */
  #lastApproval: string | undefined

  constructor(access: ProgramAccess, settings: SettingValues) {
    this.#access = access
    this.#cutMark = unescapeText(String(settings['cutMark'] ?? ''))
    const seconds = Number(settings['operationSeconds'])
    this.#operationTime = (seconds >= 60 && seconds <= 900 ? seconds : 240) * 1000
  }

  async identify(context: OperationContext): Promise<DeviceIdentity> {
    const { terminalNumber, merchantNumber } = await this.check(context)
    return {
      vendor: 'Сбербанк UPOS',
      serialNumber: terminalNumber,
      facts: merchantNumber === undefined ? [] : [{ name: 'merchant', value: merchantNumber }],
    }
  }

  check(context: OperationContext): Promise<TerminalResult> {
    return this.#ask('check', argumentsFor.check(), context)
  }

  totals(context: OperationContext): Promise<TerminalResult> {
    return this.#ask('totals', argumentsFor.totals(), context)
  }

  reprint(context: OperationContext): Promise<TerminalResult> {
    return this.#ask('reprint', argumentsFor.reprint(), context)
  }

  async pay(kopecks: number, context: OperationContext): Promise<Outcome<TerminalResult>> {
    assertSum(kopecks)
    return this.#move('terminal.pay', argumentsFor.pay(kopecks), 'reprint-last-slip', context, {
      abandoned: 'roll-back-last-payment',
    })
  }

  async refund(
    kopecks: number,
    retrievalReference: string | undefined,
    context: OperationContext,
  ): Promise<Outcome<TerminalResult>> {
    assertSum(kopecks)
    // References of QR payments are not always twelve digits, so only what could be taken for another argument is refused.
    if (retrievalReference !== undefined && !/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/u.test(retrievalReference)) {
      throw new DeviceFailure('operation.wrong-argument', { field: 'retrievalReference' })
    }
    return this.#move('terminal.refund', argumentsFor.refund(kopecks, retrievalReference), 'reprint-last-slip', context)
  }

  async cancel(
    kopecks: number,
    _retrievalReference: string | undefined,
    context: OperationContext,
  ): Promise<Outcome<TerminalResult>> {
    assertSum(kopecks)
    return this.#move('terminal.cancel', argumentsFor.cancel(kopecks), 'reprint-last-slip', context)
  }

  /** The command line carries the sum only; the terminal itself compares it with its last good payment. */
  async rollBack(
    kopecks: number,
    _authorisationCode: string | undefined,
    context: OperationContext,
  ): Promise<Outcome<TerminalResult>> {
    assertSum(kopecks)
    return this.#move('terminal.roll-back', argumentsFor.rollBack(kopecks), 'print-terminal-totals', context)
  }

  async reconcile(context: OperationContext): Promise<Outcome<TerminalResult>> {
    return this.#move('terminal.reconcile', argumentsFor.reconcile(), 'print-terminal-totals', context, {
      timeout: reconciliationTime,
    })
  }

  /** Runs an operation that moves no money. Whatever is not an approval is thrown. */
  async #ask(
    name: OperationName,
    parameters: readonly string[],
    { signal }: OperationContext,
  ): Promise<TerminalResult> {
    const outcome = await this.#inTurn(async () =>
      readOutcome(await this.#run(parameters, checkTime, signal), this.#cutMark),
    )
    if (outcome.kind === 'unknown') {
      if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
      throw unknownFailure(outcome, outcome.reason === 'killed' ? 'terminal.not-reachable' : 'device.wrong-answer')
    }
    if (!outcome.result.approved) throw refusal(outcome)
    return explainApproval(name, outcome.result)
  }

  /** Runs an operation that moves money, once. What cannot be told for sure is told to be in doubt. */
  async #move(
    name: OperationName,
    parameters: readonly string[],
    next: NextStep,
    context: OperationContext,
    { timeout = this.#operationTime, abandoned = next }: { timeout?: number; abandoned?: NextStep } = {},
  ): Promise<Outcome<TerminalResult>> {
    spendAuthorisation(context, name, 'money')
    const { signal } = context
    return this.#inTurn(async () => {
      let result: ProgramResult
      try {
        result = await this.#run(parameters, timeout, signal)
      } catch (error) {
        // These are thrown only before the program has started, so the bank has heard of nothing.
        if (isFailure(error)) return { state: 'not-done', failure: error }
        throw error
      }
      return this.#judge(readOutcome(result, this.#cutMark), signal?.aborted === true ? abandoned : next, name)
    })
  }

  #judge(outcome: ProgramOutcome, next: NextStep, name: OperationName): Outcome<TerminalResult> {
    const doubt = (failure: DeviceFailure, step = next): Outcome<TerminalResult> => ({
      state: 'in-doubt',
      failure,
      next: step,
    })
    if (outcome.kind === 'unknown') return doubt(unknownFailure(outcome, 'operation.in-doubt'))

    const { result, file } = outcome
    if (file !== undefined && result.approved && file === this.#lastApproval) {
      return doubt(new DeviceFailure('terminal.stale-result', { deviceCode: result.code }))
    }
    if (result.approved) {
      // An approval without code, reference or slip is half a file.
      const proven = result.authorisationCode ?? result.retrievalReference ?? result.slips[0]
      if (proven === undefined && name !== 'terminal.reconcile') {
        return doubt(new DeviceFailure('operation.in-doubt', { reason: 'garbled-result' }))
      }
      this.#lastApproval = result.retrievalReference === undefined ? undefined : file
      return { state: 'done', value: explainApproval(name, result) }
    }
    if (result.code === String(nothingToPrint)) return doubt(refusal(outcome, 'operation.in-doubt'))
    const reached = result.authorisationCode !== undefined || result.slips.length > 0
    switch (outcome.class) {
      case 'in-doubt':
        return doubt(refusal(outcome), result.code === '4142' ? 'roll-back-last-payment' : 'print-terminal-totals')
      case 'no-bank':
      case 'unknown':
        return reached
          ? doubt(refusal(outcome, 'operation.in-doubt'))
          : { state: 'not-done', failure: refusal(outcome) }
      default:
        return { state: 'not-done', failure: refusal(outcome) }
    }
  }

  #run(parameters: readonly string[], timeout: number, signal: AbortSignal | undefined): Promise<ProgramResult> {
    const { runner, address } = this.#access
    return runner.run(
      address,
      { arguments: parameters, clear: ['e', 'p'], collect: ['e', 'p'], fileLimit, timeout },
      signal,
    )
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => {})
    return turn
  }
}

function assertSum(kopecks: number): void {
  if (!Number.isSafeInteger(kopecks) || kopecks <= 0 || kopecks > largestSum) {
    throw new DeviceFailure('operation.wrong-argument', { kopecks })
  }
}

function refusal(
  { result, class: resultClass }: Extract<ProgramOutcome, { kind: 'answered' }>,
  code = failureFor(resultClass),
): DeviceFailure {
  return new DeviceFailure(code, {
    deviceCode: result.code,
    deviceText: result.meaning,
    advice: result.advice,
    message: result.message,
    ...(resultClass === 'reconcile' ? { reconcile: true } : {}),
  })
}

function unknownFailure(
  { reason }: Extract<ProgramOutcome, { kind: 'unknown' }>,
  code: 'operation.in-doubt' | 'terminal.not-reachable' | 'device.wrong-answer',
): DeviceFailure {
  return new DeviceFailure(code, { reason })
}
