import { readCode, type ScannedCode } from '../../codecs/scanned-code/read-code.ts'
import { textOf } from '../../codecs/text-bytes.ts'
import { DeviceFailure, isFailure } from '../../foundation/device-failure.ts'
import { sleep } from '../../foundation/clock.ts'
import type { CheckEnvironment, CheckVerdict, DeviceCheck, Evidence } from '../check.ts'
import { sampleSheet } from './sample-sheet.ts'
import type { Scan } from './scanner.ts'

type Environment = CheckEnvironment<'scanner'>

/** A person needs time to find the sheet; after this nobody is there. */
const patience = 120_000
/** A scanner that sends a code twice does so within this time. */
const echoTime = 700
const scansForSpeed = 5

export const scannerChecks: readonly DeviceCheck<'scanner'>[] = [
  check('scanner.ean13', true, ean13),
  check('scanner.data-matrix', true, dataMatrix),
  check('scanner.letters', false, letters),
  check('scanner.speed', false, speed),
]

function check(
  id: string,
  required: boolean,
  run: (scans: ScanReader) => Promise<CheckVerdict>,
): DeviceCheck<'scanner'> {
  return {
    id,
    role: 'scanner',
    effect: 'read',
    interaction: 'scan-sample',
    required,
    needs: undefined,
    operation: undefined,
    async run(environment) {
      const scans = new ScanReader(environment)
      try {
        return await run(scans)
      } catch (error) {
        if (!isFailure(error) || error.code === 'operation.cancelled') throw error
        return { verdict: 'failed', failure: error, evidence: [] }
      } finally {
        scans.stop()
      }
    },
  }
}

/** Any goods bar code will do: its check digit tells whether every digit came. */
async function ean13(scans: ScanReader): Promise<CheckVerdict> {
  const { scan, code, evidence } = await scans.next(({ content }) => content === 'ean')
  if (code.problems.length) return damaged('digits', evidence)
  return finish(scan, await scans.echoes(scan), [{ name: 'code', value: code.text }, ...evidence])
}

/** The sheet's own code is compared to the letter; any other marking code is judged by its layout. */
async function dataMatrix(scans: ScanReader): Promise<CheckVerdict> {
  const { scan, code, evidence } = await scans.next(({ content }) => content === 'marking-code' || content === 'gs1')
  const text = textOf(scan.bytes)
  const separators = text.split('\u001D').length - 1
  const seen: Evidence[] = [...evidence, { name: 'separators', value: separators }]
  const echoes = await scans.echoes(scan)
  const isSample = sameLetters(text, sampleSheet.dataMatrix)
  if (separators < 2) {
    // Short codes of milk and drinks have one separator, so they prove nothing.
    if (separators === 1 && code.normalized === text)
      return { verdict: 'attention', reason: 'scanner-one-separator', evidence: seen }
    return damaged('separators', seen)
  }
  if (isSample && text !== sampleSheet.dataMatrix)
    return damaged('letter-case', [...seen, { name: 'letterCase', value: false }])
  if (isSample) seen.push({ name: 'letters', value: true }, { name: 'letterCase', value: true })
  return finish(scan, echoes, seen)
}

async function letters(scans: ScanReader): Promise<CheckVerdict> {
  const { scan, evidence } = await scans.next(({ content }) => content === 'text')
  const text = textOf(scan.bytes)
  const right = sameLetters(text, sampleSheet.letters)
  const caseKept = text === sampleSheet.letters
  const seen: Evidence[] = [...evidence, { name: 'letters', value: right }, { name: 'letterCase', value: caseKept }]
  if (!right) return damaged('letters', [...seen, { name: 'code', value: text.slice(0, 60) }])
  if (!caseKept) return damaged('letter-case', seen)
  return finish(scan, await scans.echoes(scan), seen)
}

async function speed(scans: ScanReader): Promise<CheckVerdict> {
  const times: number[] = []
  while (times.length < scansForSpeed) {
    const { scan } = await scans.next(() => true, [{ name: 'scans', value: times.length }])
    times.push(scan.at)
  }
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
  const interval = Math.round((seconds / (scansForSpeed - 1)) * 100) / 100
  return {
    verdict: 'passed',
    evidence: [
      { name: 'scans', value: scansForSpeed },
      { name: 'secondsBetweenScans', value: interval },
    ],
  }
}

/** Double scans and a missing AIM identifier let a till work, but not well. */
function finish(scan: Scan, echoes: number, evidence: readonly Evidence[]): CheckVerdict {
  const seen = [...evidence, { name: 'doubleScans', value: echoes }]
  if (echoes > 0) return { verdict: 'attention', reason: 'scanner-double', evidence: seen }
  if (scan.terminator === 'silence') return { verdict: 'attention', reason: 'scanner-no-terminator', evidence: seen }
  return { verdict: 'passed', evidence: seen }
}

const damages = {
  digits: { ru: 'контрольная цифра не сходится', en: 'the check digit does not match' },
  separators: { ru: 'разделители GS потеряны', en: 'the GS separators are lost' },
  letters: { ru: 'символы заменены другими', en: 'characters were replaced by others' },
  'letter-case': { ru: 'изменён регистр букв', en: 'the letter case was changed' },
  overflow: { ru: 'код не помещается или содержит нули', en: 'the code is too long or holds zero bytes' },
} as const

function damaged(kind: keyof typeof damages, evidence: readonly Evidence[]): CheckVerdict {
  return {
    verdict: 'failed',
    failure: new DeviceFailure('scanner.damaged-code', { damage: kind, deviceText: damages[kind] }),
    evidence,
  }
}

function sameLetters(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}

interface ReadScan {
  readonly scan: Scan
  readonly code: ScannedCode
  readonly evidence: readonly Evidence[]
}

/** The scans that come while a check runs, one after the other. */
class ScanReader {
  readonly #environment: Environment
  readonly #waiting: Scan[] = []
  readonly #unsubscribe: () => void
  #wake: (() => void) | undefined

  constructor(environment: Environment) {
    this.#environment = environment
    this.#unsubscribe = environment.driver.listen((scan) => {
      // A scanner gone mad must not fill the memory.
      if (this.#waiting.length < 50) this.#waiting.push(scan)
      this.#wake?.()
    })
  }

  /** The next scan that is wanted; others are shown and passed over. Throws `scanner.nothing-scanned`, `scanner.damaged-code`. */
  async next(isWanted: (code: ScannedCode) => boolean, progress: readonly Evidence[] = []): Promise<ReadScan> {
    const { clock, report } = this.#environment
    const deadline = clock.now() + patience
    report({ interaction: 'scan-sample', evidence: progress })
    for (;;) {
      const scan = await this.#take(deadline)
      if (scan.damaged)
        throw new DeviceFailure('scanner.damaged-code', { damage: 'overflow', deviceText: damages.overflow })
      const code = readCode(scan.bytes, scan.aimIdentifier)
      const evidence: Evidence[] = [
        { name: 'terminator', value: scan.terminator },
        { name: 'aimIdentifier', value: scan.aimIdentifier ?? '—' },
      ]
      if (isWanted(code)) return { scan, code, evidence }
      report({
        interaction: 'scan-sample',
        evidence: [...evidence, { name: 'otherCode', value: code.text.slice(0, 60) }],
      })
    }
  }

  /** How often the same code came again at once. */
  async echoes({ bytes }: Scan): Promise<number> {
    const { clock, signal } = this.#environment
    await sleep(clock, echoTime, signal)
    const again = this.#waiting.filter((other) => textOf(other.bytes) === textOf(bytes)).length
    this.#waiting.length = 0
    return again
  }

  stop(): void {
    this.#unsubscribe()
  }

  async #take(deadline: number): Promise<Scan> {
    const { clock, signal } = this.#environment
    for (;;) {
      const scan = this.#waiting.shift()
      if (scan) return scan
      const left = deadline - clock.now()
      if (left <= 0) throw new DeviceFailure('scanner.nothing-scanned', { seconds: patience / 1000 })
      await this.#wait(left, signal)
    }
  }

  #wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#environment
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => () => {
        this.#wake = undefined
        forget()
        signal.removeEventListener('abort', cancel)
        finish()
      }
      const cancel = end(() => reject(new DeviceFailure('operation.cancelled')))
      const forget = clock.schedule(milliseconds, end(resolve))
      this.#wake = end(resolve)
      signal.addEventListener('abort', cancel, { once: true })
      if (signal.aborted) cancel()
    })
  }
}
