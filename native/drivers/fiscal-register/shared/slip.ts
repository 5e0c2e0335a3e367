import { CodecError } from '../../../codecs/codec-error.ts'
import { sleep, type Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { done, inDoubt } from './outcomes.ts'

const mostLines = 200
const longestLine = 1_000

/**
 * Throws `operation.wrong-argument`, before anything is sent, for what the machine's character set does not have. `encode`
 * throws CodecError for such a text.
 */
export function checkPrintable(lines: readonly string[], encode: (text: string) => unknown): void {
  const wrong = (reason: string, line: number) =>
    new DeviceFailure('operation.wrong-argument', { argument: 'lines', line, reason })
  if (lines.length === 0 || lines.length > mostLines) throw wrong(`1…${mostLines}`, lines.length)
  lines.forEach((line, index) => {
    if (line.length > longestLine) throw wrong('too long', index + 1)
    const control = /\p{Cc}/u.exec(line)
    if (control) throw wrong(`U+${control[0].charCodeAt(0).toString(16).padStart(4, '0')}`, index + 1)
    try {
      encode(line)
    } catch (error) {
      throw error instanceof CodecError ? wrong(error.detail, index + 1) : error
    }
  })
}

/** A line of more characters than fit goes on below; an empty one is a blank, because machines refuse to print nothing. */
export function cutLine(line: string, characters: number): string[] {
  if (line.length === 0) return [' ']
  return Array.from({ length: Math.ceil(line.length / characters) }, (_, index) =>
    line.slice(index * characters, (index + 1) * characters),
  )
}

/** Prints piece after piece. If one fails after others were printed, only the paper shows how far it got. */
export async function printPieces(
  pieces: readonly string[],
  print: (text: string) => Promise<Outcome<void>>,
): Promise<Outcome<void>> {
  for (const [index, text] of pieces.entries()) {
    const outcome = await print(text)
    if (outcome.state !== 'done') return index === 0 ? outcome : inDoubt(outcome.failure)
  }
  return done
}

/**
 * Machines take a print before they have printed it. Waits until `look` says that nothing is printed any more; a failure from it
 * is what stopped the paper on the way. A machine that cannot be asked any more has taken the command all the same.
 */
export async function waitForPrinter(
  clock: Clock,
  timing: { readonly patience: number; readonly interval: number },
  look: () => Promise<'printing' | 'idle' | DeviceFailure>,
  signal: AbortSignal | undefined,
): Promise<Outcome<void>> {
  const deadline = clock.now() + timing.patience
  try {
    while (clock.now() < deadline) {
      const seen = await look()
      if (seen instanceof DeviceFailure) return inDoubt(seen)
      if (seen === 'idle') return done
      await sleep(clock, timing.interval, signal)
    }
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
  }
  return done
}
