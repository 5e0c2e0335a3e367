import { splitSymbologyIdentifier, symbologyOf, type Symbology } from '../aim/symbology-identifiers.ts'
import { hasRightCheckDigit } from '../gs1/check-digit.ts'
import { groupSeparator, parseElementString, type ElementString } from '../gs1/element-string.ts'
import { toHexadecimal } from '../hexadecimal.ts'
import { readExciseStamp, stampKindOf, stampLength, type ExciseStamp } from '../marking/excise-stamp.ts'
import { families } from '../marking/families.ts'
import { readMarkingCode, type MarkingCode, type MarkingProblem } from '../marking/marking-code.ts'
import { undoRussianLayout } from '../marking/russian-layout.ts'
import { problemTexts, repairTexts } from '../marking/texts.ts'
import { looksLikeReceiptQr, parseReceiptQr } from '../receipt-qr/receipt-qr.ts'
import { textOf } from '../text-bytes.ts'
import { partTitles, texts, type Text } from './texts.ts'

export const codeContents = ['gs1', 'marking-code', 'receipt-qr', 'excise-stamp', 'ean', 'text'] as const
export type CodeContent = (typeof codeContents)[number]

/** A piece of a code. `start` and `length` count characters of the code's text. */
export interface CodePart {
  readonly start: number
  readonly length: number
  /** Application identifier, or the name of the part. */
  readonly name: string
  readonly value: string
  readonly title: Text | undefined
  readonly valid: boolean
  /** The rule that is broken, as the GS1 syntax dictionary names it, or the field. */
  readonly problem: string | undefined
}

/** What a scanned code is, and what stands in it. */
export interface ScannedCode {
  /** The code with GS shown as ␝. */
  readonly text: string
  readonly hex: string
  readonly aimIdentifier: string | undefined
  readonly symbology: Symbology | undefined
  readonly content: CodeContent
  readonly contentName: Text
  readonly parts: readonly CodePart[]
  readonly problems: readonly Text[]
  /** For marking codes: the form to send to a register, GS inside; absent where the code cannot be trusted. */
  readonly normalized: string | undefined
}

type Reading = Pick<ScannedCode, 'content' | 'contentName' | 'parts' | 'problems' | 'normalized'>

/**
 * Tells what a scanned code is. `bytes` are the code's own bytes; a symbology identifier may be given apart or stand in
 * front of them. Never throws: what cannot be read is a text.
 */
export function readCode(bytes: Uint8Array, aimIdentifier?: string): ScannedCode {
  const whole = textOf(bytes)
  const { identifier } = splitSymbologyIdentifier(whole)
  const aim = aimIdentifier ?? identifier
  const symbology = aim === undefined ? undefined : symbologyOf(aim)
  const reading = read(whole, symbology)
  return {
    text: whole.replaceAll(groupSeparator, '␝'),
    hex: toHexadecimal(bytes),
    aimIdentifier: aim,
    symbology,
    ...reading,
  }
}

function read(whole: string, symbology: Symbology | undefined): Reading {
  const marking = readMarkingCode(whole)
  const { code } = marking.scan
  if (looksLikeReceiptQr(code)) return readReceipt(whole, code, marking)
  const stamp = stampOf(code)
  if (stamp) return readStamp(whole, code, stamp, marking)
  if (/^(?:\d{8}|\d{12,14})$/u.test(code)) return readNumber(whole, code, marking)
  if (isMarking(marking)) return readMarking(whole, marking, symbology)
  if (/^\d{26}$/u.test(code) && [code.slice(0, 13), code.slice(13)].every(hasRightCheckDigit))
    return readGluedNumbers(whole, code, marking)
  const elements = parseElementString(code)
  if (symbology?.gs1 === true || whole.startsWith(groupSeparator) || looksLikeElements(elements))
    return readGs1(whole, elements, marking)
  return { content: 'text', contentName: texts.text, parts: [], problems: repairsOf(marking), normalized: undefined }
}

const damagedMarking = new Set<MarkingProblem>([
  'check-code-length',
  'identification-only',
  'cut',
  'glued',
  'unknown-layout',
])

/** Goods from abroad carry a serial number too; with a batch or a date beside it and no check code it is plain GS1. */
function isMarking({ family, problems, elements }: MarkingCode): boolean {
  if (family) return family.id !== 'sscc'
  const foreign = elements.valid && elements.elements.some(({ ai }) => !['01', '21', '91', '92', '93'].includes(ai))
  return !foreign && problems.some((problem) => damagedMarking.has(problem))
}

/** Without a mark of GS1, only data that starts with a key and is right throughout is taken for it. */
function looksLikeElements({ valid, elements }: ElementString): boolean {
  return valid && ['00', '01', '02'].includes(elements[0]?.ai ?? '')
}

function readMarking(whole: string, marking: MarkingCode, symbology: Symbology | undefined): Reading {
  const problems = [...repairsOf(marking), ...marking.problems.map((problem) => problemTexts[problem])]
  if (symbology && !symbology.gs1 && symbology.id === 'data-matrix') problems.push(texts.notGs1Symbol)
  const title = marking.family ? families[marking.family.id].title : undefined
  const contentName = title
    ? { ru: `${texts.marking.ru}: ${title.ru}`, en: `${texts.marking.en}: ${title.en}` }
    : texts.marking
  const parts =
    /^\d{14}/u.test(marking.scan.code) && marking.family?.parts['price'] !== undefined
      ? packParts(whole, marking)
      : elementParts(whole, marking.elements)
  return { content: 'marking-code', contentName, parts, problems, normalized: marking.normalized }
}

function packParts(whole: string, { family, checkDigitRight, scan }: MarkingCode): CodePart[] {
  const names = ['gtin', 'serial', 'price', 'check'] as const
  let start = Math.max(0, whole.indexOf(scan.code))
  return names.flatMap((name) => {
    const value = family?.parts[name]
    if (value === undefined) return []
    const wrong = name === 'gtin' && !checkDigitRight
    const part = {
      start,
      length: value.length,
      name,
      value,
      title: partTitles[name],
      valid: !wrong,
      problem: wrong ? 'INCORRECT_CHECK_DIGIT' : undefined,
    }
    start += value.length
    return [part]
  })
}

function readGs1(whole: string, elements: ElementString, marking: MarkingCode): Reading {
  const wrong = elements.elements.filter(({ problem }) => problem !== undefined)
  const problems = [...repairsOf(marking), ...wrong.map(({ ai, problem = '' }) => texts.element(ai, problem))]
  return {
    content: 'gs1',
    contentName: texts.gs1,
    parts: elementParts(whole, elements),
    problems,
    normalized: undefined,
  }
}

/** Parts are found again in the scan's own text, from which repairs may have moved them. */
function elementParts(whole: string, { elements }: ElementString): CodePart[] {
  let cursor = 0
  return elements.map(({ ai, value, identifier, problem }) => {
    const together = whole.indexOf(ai + value, cursor)
    const start = together >= 0 ? together : Math.max(cursor, whole.indexOf(value, cursor))
    const length = together >= 0 ? ai.length + value.length : Math.min(value.length, whole.length - start)
    cursor = start + length
    return {
      start,
      length,
      name: ai === '' ? '?' : ai,
      value,
      title: identifier?.title,
      valid: problem === undefined,
      problem,
    }
  })
}

function readReceipt(whole: string, code: string, marking: MarkingCode): Reading {
  const receipt = parseReceiptQr(code)
  const base = Math.max(0, whole.indexOf(code))
  const bad = 'why' in receipt ? fieldLetters[receipt.field] : undefined
  const parts = [...code.matchAll(/(?<=^|&)([a-z]+)=([^&]*)/gu)].map((match) => {
    const [all, name = '', value = ''] = match
    const wrong = name === bad
    const problem = wrong && 'why' in receipt ? receipt.why : undefined
    return {
      start: base + match.index,
      length: all.length,
      name,
      value,
      title: partTitles[name],
      valid: !wrong,
      problem,
    }
  })
  const problems = repairsOf(marking)
  if ('why' in receipt) problems.push(texts.receiptProblem)
  return { content: 'receipt-qr', contentName: texts.receipt, parts, problems, normalized: undefined }
}

const fieldLetters = { dateTime: 't', sum: 's', fn: 'fn', fd: 'i', fpd: 'fp', operation: 'n' } as const

/** A text of a stamp's length whose letters are of the wrong case or alphabet was a stamp before the scanner spoiled it. */
function stampOf(code: string): ExciseStamp | undefined {
  const kind = stampKindOf(code)
  if (kind) return readExciseStamp(code, kind)
  const mended = undoRussianLayout(code).toUpperCase()
  const spoiled = stampKindOf(mended)
  return spoiled && code.length === stampLength[spoiled] ? readExciseStamp(code, spoiled) : undefined
}

function readStamp(whole: string, code: string, stamp: ExciseStamp, marking: MarkingCode): Reading {
  const base = Math.max(0, whole.indexOf(code))
  const parts = stamp.parts.map(({ name, start, length, value }) => {
    return {
      start: base + start,
      length,
      name,
      value,
      title: partTitles[name],
      valid: stamp.valid,
      problem: stamp.valid ? undefined : stamp.why,
    }
  })
  const problems = repairsOf(marking)
  if (!stamp.valid) problems.push(texts.stampProblem)
  return { content: 'excise-stamp', contentName: texts.stamp, parts, problems, normalized: undefined }
}

function readNumber(whole: string, code: string, marking: MarkingCode): Reading {
  const right = hasRightCheckDigit(code)
  const start = Math.max(0, whole.indexOf(code))
  const inStore = code.length === 13 && code.startsWith('2')
  const problem = right ? undefined : 'INCORRECT_CHECK_DIGIT'
  const part = {
    start,
    length: code.length,
    name: 'gtin',
    value: code,
    title: inStore ? texts.inStoreNumber : partTitles['gtin'],
    valid: right,
    problem,
  }
  const problems = repairsOf(marking)
  if (!right) problems.push(problemTexts['wrong-check-digit'])
  return { content: 'ean', contentName: texts.ean, parts: [part], problems, normalized: undefined }
}

function readGluedNumbers(whole: string, code: string, marking: MarkingCode): Reading {
  const base = Math.max(0, whole.indexOf(code))
  const parts = [0, 13].map((start) => ({
    start: base + start,
    length: 13,
    name: 'gtin',
    value: code.slice(start, start + 13),
    title: partTitles['gtin'],
    valid: true,
    problem: undefined,
  }))
  return {
    content: 'ean',
    contentName: texts.ean,
    parts,
    problems: [...repairsOf(marking), problemTexts.glued],
    normalized: undefined,
  }
}

function repairsOf({ scan }: MarkingCode): Text[] {
  return scan.repairs.map((repair) => repairTexts[repair])
}
