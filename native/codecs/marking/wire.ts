import { CodecError } from '../codec-error.ts'
import { hasRightCheckDigit } from '../gs1/check-digit.ts'
import { toHexadecimal } from '../hexadecimal.ts'
import { createLineCutter } from '../line-cutter.ts'
import { assertCodeLength, latinTextOf, textOf } from '../text-bytes.ts'
import type { DecodedField, DecodedMessage, DecodedValue, WireFormat, WireInput } from '../wire-format.ts'
import { readExciseStamp, stampKindOf, type ExciseStamp } from './excise-stamp.ts'
import { groupsOf } from './groups.ts'
import { isSound, readMarkingCode, type MarkingCode } from './marking-code.ts'
import { groupName } from './group-name.ts'
import { packPrice } from './pack-price.ts'
import { problemTexts, repairTexts } from './texts.ts'
import { encodeTag1162 } from './tag-1162.ts'

type Value = { [name: string]: DecodedValue }

/** Elements that get a name of their own in the decoded value. */
const namedElements = ['91', '92', '93', '240', '3103', '8005', '10', '17']

/** Marking codes, excise stamps and tag 1162 as the command line and the traffic screen read them. `command` may name the goods' group. */
export const markingCode: WireFormat = {
  dialects: ['chestny-znak', 'cis-extract', 'egais-pdf417', 'egais-dm150', 'ffd105-tag1162'],
  decode,
  createCutter: () => createLineCutter([0x0d, 0x0a]),
}

function decode({ bytes, dialect, command }: WireInput): DecodedMessage {
  assertCodeLength(bytes)
  const text = textOf(bytes)
  switch (dialect ?? guessDialect(text)) {
    case 'chestny-znak':
      return decodeCode(text, bytes, command)
    case 'cis-extract':
      return { name: 'КИ', value: { text, cis: readMarkingCode(text).cis ?? wholeCode(text) }, fields: [] }
    case 'egais-pdf417':
      return decodeStamp(text, 'pdf417')
    case 'egais-dm150':
      return decodeStamp(text, 'data-matrix')
    case 'ffd105-tag1162':
      return { name: 'тег 1162', value: { input: text, tag1162_hex: toHexadecimal(encodeTag1162(text)) }, fields: [] }
    default:
      throw new CodecError('decode.unknown', 0, `no such form of marking code: ${dialect}`)
  }
}

function guessDialect(text: string): string {
  const kind = stampKindOf(text)
  if (kind === undefined) return 'chestny-znak'
  return kind === 'pdf417' ? 'egais-pdf417' : 'egais-dm150'
}

/** Where no layout fits, the code itself is all there is to send. */
function wholeCode(text: string): string {
  return readMarkingCode(text).scan.code
}

function decodeCode(text: string, bytes: Uint8Array, group: string | undefined): DecodedMessage {
  const code = readMarkingCode(text)
  const { scan, family, elements } = code
  const why = reasonOf(code)
  const value: Value = {
    text,
    length: text.length,
    base64: btoa(latinTextOf(bytes)),
    valid_gs1: elements.valid,
    valid_raw: scan.repairs.length === 0 && !code.restored && family !== undefined,
    valid: family !== undefined && isSound(code),
    normalized: code.normalized ?? null,
    family: family?.id ?? null,
    restored: code.restored,
    problems: [...scan.repairs, ...code.problems],
    ...(why === undefined ? {} : { why }),
    ...(mendedBy(code) === undefined ? {} : { valid_after_fix: mendedBy(code) ?? null }),
  }
  if (family) {
    value['group'] = group ?? groupName(family)
    value['groups'] = groupsOf(family.id).map((candidate) => candidate.code)
    if (family.parts['price'] !== undefined)
      Object.assign(value, packValue(family.parts['price'], family.parts['check']))
  }
  const sscc = family?.parts['sscc']
  if (sscc !== undefined) Object.assign(value, { sscc, check_digit_ok: hasRightCheckDigit(sscc) })
  if (scan.aimIdentifier !== undefined) value['aim'] = scan.aimIdentifier
  if (code.gtin !== undefined) Object.assign(value, { gtin: code.gtin, gtin_check_ok: code.checkDigitRight })
  if (code.serial !== undefined) value['serial'] = code.serial
  if (code.cis !== undefined) value['cis'] = code.cis
  for (const { ai, value: content } of elements.elements) {
    if (namedElements.includes(ai)) value[`ai${ai}`] = content
  }
  return { name: 'код маркировки', value, fields: fieldsOf(code, bytes) }
}

function packValue(price: string, check: string | undefined): Value {
  const kopecks = packPrice(price)
  return {
    mrp_code: price,
    ...(check === undefined ? {} : { check }),
    ...(kopecks === undefined ? {} : { mrp_kop: kopecks }),
  }
}

/** The first thing that is wrong, in words. */
function reasonOf(code: MarkingCode): string | undefined {
  const [problem] = code.problems.filter((candidate) => candidate !== 'sandbox-code')
  if (problem === 'separators-lost') {
    return `GS lost; recoverable only if the group length (${code.serial?.length ?? 0}-char serial) is known`
  }
  if (problem) return problemTexts[problem].en
  const [repair] = code.scan.repairs
  return repair && repairTexts[repair].en
}

function mendedBy({ scan, restored, elements }: MarkingCode): string | undefined {
  const steps = scan.substitutes.map((substitute) => `replace ${substitute} by 1D`)
  if (restored) {
    const missing = elements.elements.filter(({ ai }) => ai !== '01' && ai !== '21').map(({ ai }) => ai)
    const lost = missing.filter((ai) => !new RegExp(`\\x1D${ai}`, 'u').test(scan.code))
    if (lost.length) steps.push(`insert GS before ${lost.join(', ')}`)
  }
  return steps.length ? steps.join(' and ') : undefined
}

/** Only where the bytes are the code as it stands do the parts have a place in them. */
function fieldsOf({ scan, elements, restored }: MarkingCode, bytes: Uint8Array): DecodedField[] {
  if (restored || !elements.valid) return []
  const start = latinTextOf(bytes).indexOf(scan.code)
  if (start < 0) return []
  return elements.elements.map(({ ai, value, offset, length, identifier }) => ({
    name: ai,
    value,
    offset: start + offset,
    length,
    meaning: identifier?.title,
  }))
}

function decodeStamp(text: string, kind: ExciseStamp['kind']): DecodedMessage {
  const stamp = readExciseStamp(text, kind)
  const value: Value = { text, length: text.length, text_length: text.length, valid: stamp.valid }
  if (stamp.why !== undefined) value['why'] = stamp.why
  if (stamp.alcocode !== undefined) value['alcocode'] = stamp.alcocode
  if (kind === 'data-matrix') {
    value['valid_length'] = text.length === 150
    for (const part of stamp.parts) value[part.name] = part.value
  }
  const fields = stamp.parts.map(({ name, start, length, value: content }) => ({
    name,
    value: content,
    offset: start,
    length,
  }))
  return { name: 'акцизная марка', value, fields: stamp.valid ? fields : [] }
}
