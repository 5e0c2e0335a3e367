import { hasRightCheckDigit } from '../gs1/check-digit.ts'
import { parseElementString, valueOf, type ElementString } from '../gs1/element-string.ts'
import { families, matchFamily, matchFamilyWithoutSeparators, type FamilyMatch } from './families.ts'
import { normaliseScan, type NormalisedScan } from './normalise.ts'

export type MarkingProblem =
  | 'not-a-marking-code'
  | 'wrong-check-digit'
  | 'separators-lost'
  | 'cut'
  | 'glued'
  | 'unknown-layout'
  | 'identification-only'
  | 'letter-case'
  | 'check-code-length'
  | 'sandbox-code'

/** A scan read as a marking code. */
export interface MarkingCode {
  readonly scan: NormalisedScan
  /** The code to send to a register or to the online check; `undefined` where it cannot be trusted. */
  readonly normalized: string | undefined
  readonly family: FamilyMatch | undefined
  /** Separators were put back by the layout: a new scan is better. */
  readonly restored: boolean
  readonly elements: ElementString
  readonly gtin: string | undefined
  readonly serial: string | undefined
  /** Identification code (КИ): what names the item, without the proof. */
  readonly cis: string | undefined
  readonly checkDigitRight: boolean
  readonly problems: readonly MarkingProblem[]
}

/** With one of these the code must not go any further. */
const untrustworthy = new Set<MarkingProblem>([
  'not-a-marking-code',
  'wrong-check-digit',
  'cut',
  'glued',
  'unknown-layout',
  'letter-case',
  'check-code-length',
])

/** Lengths that serial numbers have in the layouts; a code that ends after one of them holds the identification only. */
const serialLengths = [6, 7, 13, 20]

/** Reads a scan as a marking code. Never throws: what is wrong is told in `problems`. */
export function readMarkingCode(text: string): MarkingCode {
  const scan = normaliseScan(text)
  const exact = matchFamily(scan.code)
  const guesses = exact === undefined && restorable(scan.code) ? matchFamilyWithoutSeparators(scan.code) : []
  const guess = guesses.length === 1 ? guesses[0] : undefined
  const family = exact ?? guess
  const restored = guess !== undefined
  const code = guess?.code ?? scan.code
  const elements = parseElementString(code)
  const gtin = family ? family.parts['gtin'] : gtinOf(code, elements)
  const serial = family ? family.parts['serial'] : valueOf(elements.elements, '21')
  const checkDigitRight = gtin !== undefined && hasRightCheckDigit(gtin)
  const problems = findProblems(code, family, restored, gtin, serial, checkDigitRight)
  const untrusted = problems.some((problem) => untrustworthy.has(problem))
  return {
    scan,
    normalized: untrusted ? undefined : code,
    family,
    restored,
    elements,
    gtin,
    serial,
    cis: cisOf(code, family, gtin, serial),
    checkDigitRight,
    problems,
  }
}

/** True if everything about the code is in order, so far as the code itself can tell. */
export function isSound({ problems }: MarkingCode): boolean {
  return problems.every((problem) => problem === 'sandbox-code' || problem === 'separators-lost')
}

/** Only a code whose GTIN has the right check digit may be mended by guessing. */
function restorable(code: string): boolean {
  return /^01\d{14}21/u.test(code) && hasRightCheckDigit(code.slice(2, 16))
}

function gtinOf(code: string, { elements }: ElementString): string | undefined {
  const value = valueOf(elements, '01')
  if (value !== undefined) return value.length === 14 ? value : undefined
  return /^\d{14}/u.test(code) && !code.startsWith('01') ? code.slice(0, 14) : undefined
}

function cisOf(
  code: string,
  family: FamilyMatch | undefined,
  gtin: string | undefined,
  serial: string | undefined,
): string | undefined {
  if (family) return family.parts['sscc'] ?? code.slice(0, families[family.id].cisLength)
  return gtin !== undefined && serial !== undefined ? `01${gtin}21${serial}` : undefined
}

function findProblems(
  code: string,
  family: FamilyMatch | undefined,
  restored: boolean,
  gtin: string | undefined,
  serial: string | undefined,
  checkDigitRight: boolean,
): MarkingProblem[] {
  const problems: MarkingProblem[] = []
  if (restored) problems.push('separators-lost')
  if (gtin !== undefined && !checkDigitRight) problems.push('wrong-check-digit')
  if (!family) {
    if (isGlued(code)) problems.push('glued')
    else if (!/^01\d{14}21/u.test(code)) problems.push('not-a-marking-code')
    else if (/\u001D92/u.test(code)) problems.push('check-code-length')
    else if (serial !== undefined && serialLengths.includes(code.length - 18)) problems.push('identification-only')
    else problems.push(serial !== undefined && serial.length > 20 ? 'unknown-layout' : 'cut')
  }
  if (family && lostLetterCase(family)) problems.push('letter-case')
  if (family?.parts['check']?.startsWith('dGVz')) problems.push('sandbox-code')
  return problems
}

/** Two whole codes in one: the second starts where the first ends. */
function isGlued(code: string): boolean {
  const starts = Array.from(code.matchAll(/01\d{14}21/gu), ({ index }) => index).filter((index) => index > 0)
  if (code.length % 2 === 0) starts.push(code.length / 2)
  return starts.some(
    (start) => matchFamily(code.slice(0, start).replace(/\u001D$/u, '')) && matchFamily(code.slice(start)),
  )
}

/** Serial and check code are random letters of both cases; seven and more of one case are a setting of the scanner. */
function lostLetterCase({ parts: { serial = '', check = '' } }: FamilyMatch): boolean {
  const letters = (serial + check).replace(/[^A-Za-z]/gu, '')
  // The sandbox's check codes start with dGVz, so a swapped case shows at once.
  if (/^(?:DgvZ|dgvz|DGVZ)/u.test(check)) return true
  return letters.length > 6 && (letters === letters.toLowerCase() || letters === letters.toUpperCase())
}
