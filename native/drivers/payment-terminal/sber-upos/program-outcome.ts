import type { ProgramResult } from '../../../transports/program-runner.ts'
import type { TerminalResult } from '../payment-terminal.ts'
import { maskCardField, maskCardNumbers } from '../mask-card-numbers.ts'
import { adviceFor, resultCode, type ResultClass } from './result-codes.ts'
import { parseOutput, parseResultFile, type ResultFile } from './result-file.ts'
import { parseSlipFile } from './slip-file.ts'
import { decodeSniffed } from './text-encoding.ts'

/** What a run of the program left behind. */
export type ProgramOutcome =
  | {
      readonly kind: 'answered'
      readonly result: TerminalResult
      readonly class: ResultClass
      /** The file `e` as it was, to know the same one when it comes again. */
      readonly file: string | undefined
    }
  /** It started and nobody can say how it ended. */
  | {
      readonly kind: 'unknown'
      readonly reason: 'killed' | 'no-result' | 'garbled-result' | 'contradiction'
      readonly slips: readonly string[]
    }

/** Follows another code where there was nothing to print, and says nothing of the operation. */
export const nothingToPrint = 4309

/**
 * Reads what the program left: files `e` and `p` and the text that it printed. Its exit status is not looked at: it is 0
 * for refusals too.
 */
export function readOutcome({ files, stdout, exitStatus, timedOut }: ProgramResult, cutMark: string): ProgramOutcome {
  const resultBytes = files.get('e')
  const text = resultBytes === undefined ? undefined : decodeSniffed(resultBytes)
  const file = text === undefined ? undefined : parseResultFile(text)
  const printed = parseOutput(decodeSniffed(stdout))
  const slipBytes = files.get('p')
  const slips = slipBytes === undefined ? [] : parseSlipFile(decodeSniffed(slipBytes), cutMark).copies.map(scrub)
  const killed = timedOut || exitStatus === undefined

  if (file && (file.complete || !killed)) {
    const code = reconcileCodes(file, printed)
    if (code === undefined) return { kind: 'unknown', reason: 'contradiction', slips }
    return answered(code, file, slips, text)
  }
  if (killed) return { kind: 'unknown', reason: 'killed', slips }
  if (text !== undefined) return { kind: 'unknown', reason: 'garbled-result', slips }
  // Without a file, a refusal that was printed is believed; an approval without its details is not.
  if (printed === undefined || printed === 0) return { kind: 'unknown', reason: 'no-result', slips }
  return answered(printed, undefined, slips, undefined)
}

/** «Nothing to print» follows a failure and must not hide it. Two different answers are no answer. */
function reconcileCodes(file: ResultFile, printed: number | undefined): number | undefined {
  if (printed === undefined || printed === file.code || printed === nothingToPrint) return file.code
  return file.code === nothingToPrint ? printed : undefined
}

function answered(
  code: number,
  file: ResultFile | undefined,
  slips: readonly string[],
  text: string | undefined,
): ProgramOutcome {
  const { class: resultClass, meaning } = resultCode(code)
  const mask = (value: string | undefined) => (value === undefined ? undefined : maskCardNumbers(value))
  const result: TerminalResult = {
    approved: code === 0,
    code: String(code),
    meaning,
    advice: adviceFor(resultClass),
    message: maskCardNumbers(file?.message ?? ''),
    maskedCard: file?.card === undefined ? undefined : maskCardField(file.card),
    cardType: mask(file?.cardType),
    authorisationCode: mask(file?.authorisationCode),
    retrievalReference: mask(file?.retrievalReference),
    slipNumber: mask(file?.operationNumber),
    terminalNumber: mask(file?.terminalNumber),
    merchantNumber: mask(file?.merchantNumber),
    time: file?.time,
    slips,
  }
  return { kind: 'answered', result, class: resultClass, file: text }
}

/** A slip without what would give the card number away: a hash beside the first six and last four digits does. */
function scrub(slip: string): string {
  return maskCardNumbers(slip).replace(
    /(?<![0-9A-Za-z])[0-9A-Fa-f]{36}([0-9A-Fa-f]{4})(?![0-9A-Za-z])/gu,
    `${'*'.repeat(36)}$1`,
  )
}
