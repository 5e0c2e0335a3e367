import type { Localized } from '../../foundation/localized.ts'
import type { OperationContext, Outcome } from '../../foundation/operation.ts'
import type { DeviceIdentity } from '../role.ts'

/** What the bank's side said. Card data is already masked: first six and last four digits at most. */
export interface TerminalResult {
  readonly approved: boolean
  /** The terminal's own code, as it gave it. */
  readonly code: string
  readonly meaning: Localized
  /** What the cashier should do now. */
  readonly advice: Localized
  /** The text that came with the code. */
  readonly message: string
  readonly maskedCard: string | undefined
  readonly cardType: string | undefined
  readonly authorisationCode: string | undefined
  /** Retrieval reference number: the bank's key of the operation. */
  readonly retrievalReference: string | undefined
  readonly slipNumber: string | undefined
  readonly terminalNumber: string | undefined
  readonly merchantNumber: string | undefined
  /** Local time of the terminal, `YYYY-MM-DDThh:mm:ss`. */
  readonly time: string | undefined
  /** Slip to print, one text a copy. */
  readonly slips: readonly string[]
}

export const terminalCapabilities = [
  'check',
  'pay',
  'refund',
  'refund-by-reference',
  'cancel',
  'reconcile',
  'totals',
  'reprint',
  'roll-back',
] as const
export type TerminalCapability = (typeof terminalCapabilities)[number]

/** Sums are whole kopecks. Money moves only with an authorisation for that very operation (`terminal.pay`, …). */
export interface PaymentTerminal {
  readonly capabilities: ReadonlySet<TerminalCapability>
  identify(context: OperationContext): Promise<DeviceIdentity>
  /** No money moves. Throws `terminal.not-reachable`, `terminal.setup`, `terminal.service`. */
  check(context: OperationContext): Promise<TerminalResult>
  pay(kopecks: number, context: OperationContext): Promise<Outcome<TerminalResult>>
  /** With `retrievalReference`, refunds without the card. */
  refund(
    kopecks: number,
    retrievalReference: string | undefined,
    context: OperationContext,
  ): Promise<Outcome<TerminalResult>>
  cancel(
    kopecks: number,
    retrievalReference: string | undefined,
    context: OperationContext,
  ): Promise<Outcome<TerminalResult>>
  /** Undoes the last good payment of just this sum and authorisation code: the way out of a doubt. */
  rollBack(
    kopecks: number,
    authorisationCode: string | undefined,
    context: OperationContext,
  ): Promise<Outcome<TerminalResult>>
  /** End of day. */
  reconcile(context: OperationContext): Promise<Outcome<TerminalResult>>
  /** Totals since the last reconciliation; no money moves. */
  totals(context: OperationContext): Promise<TerminalResult>
  /** Slip of the last operation once more; no money moves. */
  reprint(context: OperationContext): Promise<TerminalResult>
}
