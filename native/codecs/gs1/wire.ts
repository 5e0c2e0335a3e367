import { symbologyOf, splitSymbologyIdentifier } from '../aim/symbology-identifiers.ts'
import { createLineCutter } from '../line-cutter.ts'
import { assertCodeLength, byteSpan, textOf } from '../text-bytes.ts'
import type { DecodedField, DecodedMessage, DecodedValue, WireFormat, WireInput } from '../wire-format.ts'
import { CodecError } from '../codec-error.ts'
import { lengthFits } from './application-identifiers.ts'
import { parseBracketed, toElementString } from './bracketed.ts'
import { daysInMonth, fullYear } from './dates.ts'
import { groupSeparator, parseElementString, valueOf, type Element } from './element-string.ts'
import { findLinter } from './linters.ts'
import { readScanData } from './scan-data.ts'

type Value = { [name: string]: DecodedValue }

const lintPrefix = 'gs1-lint-'

/** FNC1 as people write it in documents. */
const caret = (text: string) => text.replaceAll(groupSeparator, '^')

/** GS1 data as the command line and the traffic screen read it. */
export const gs1: WireFormat = {
  dialects: [
    'gs1-element-string',
    'gs1-bracketed',
    'gs1-scan-data',
    'gs1-hri',
    'gs1-lint-ai',
    ...[
      'csum',
      'csumalpha',
      'cset82',
      'cset39',
      'cset64',
      'csetnumeric',
      'nonzero',
      'zero',
      'nozeroprefix',
      'yesno',
    ].map((name) => lintPrefix + name),
    ...['yymmd0', 'yymmdd', 'yyyymmd0', 'yyyymmdd', 'hh', 'mi', 'ss', 'hhmi', 'pieceoftotal', 'posinseqslash'].map(
      (name) => lintPrefix + name,
    ),
    ...['iso3166', 'iso3166999', 'iso3166alpha2', 'iso4217', 'iso5218', 'iban', 'pcenc', 'importeridx', 'winding'].map(
      (name) => lintPrefix + name,
    ),
    ...['latitude', 'longitude', 'hyphen', 'mediatype', 'packagetype', 'gcppos1', 'gcppos2', 'hasnondigit'].map(
      (name) => lintPrefix + name,
    ),
  ],
  decode,
  createCutter: () => createLineCutter([0x0d, 0x0a]),
}

function decode(input: WireInput): DecodedMessage {
  assertCodeLength(input.bytes)
  const text = textOf(input.bytes)
  const dialect = input.dialect ?? guessDialect(text)
  switch (dialect) {
    case 'gs1-bracketed':
      return message('GS1 HRI', decodeBracketed(text), [])
    case 'gs1-lint-ai':
      return message('GS1 HRI', lintBracketed(text), [])
    case 'gs1-scan-data':
      return message('GS1 scan data', decodeScanData(text), [])
    case 'gs1-hri':
      return message('GS1 element string', printReadable(text), [])
    case 'gs1-element-string':
      return decodeElementString(text, input.bytes, true)
    case 'gs1':
      return decodeElementString(text, input.bytes, false)
  }
  if (dialect.startsWith(lintPrefix)) return message(dialect, lintValue(dialect.slice(lintPrefix.length), text), [])
  throw new CodecError('decode.unknown', 0, `no such form of GS1 data: ${dialect}`)
}

function guessDialect(text: string): string {
  return /^\(\d{2,4}\)/u.test(text) ? 'gs1-bracketed' : 'gs1'
}

function decodeElementString(text: string, bytes: Uint8Array, strict: boolean): DecodedMessage {
  const { identifier, rest } = splitSymbologyIdentifier(text)
  const parsed = parseElementString(rest)
  const marked = parsed.startsWithSeparator || (identifier !== undefined && symbologyOf(identifier)?.gs1 === true)
  const problem = parsed.elements.find((element) => element.problem)?.problem
  const error =
    strict && !marked
      ? 'MISSING_FNC1_IN_FIRST_POSITION'
      : (problem ?? (parsed.elements.length ? null : 'AI_DATA_EMPTY'))
  const value: Value = {
    message: caret(rest),
    ok: error === null,
    error,
    elements: parsed.elements.map(({ ai, value: content }) => [ai, content]),
    ...dates(parsed.elements),
  }
  if (identifier !== undefined) value['aim'] = identifier
  const gtin = valueOf(parsed.elements, '01')
  const serial = valueOf(parsed.elements, '21')
  if (gtin !== undefined) value['gtin'] = gtin
  if (serial !== undefined) value['serial'] = serial
  const skipped = text.length - rest.length
  const fields = parsed.elements.map(({ ai, value: content, offset, length, identifier: known }) => ({
    name: ai === '' ? '?' : ai,
    value: content,
    ...byteSpan(bytes, text, skipped + offset, length),
    meaning: known?.title,
  }))
  return message('GS1 element string', value, fields)
}

/** `date_17`: the date in full; day 00 stands for the last day of the month (GS1 General Specifications, §3.4.2). */
function dates(elements: readonly Element[]): Value {
  const value: Value = {}
  for (const { ai, value: text } of elements) {
    if (!['11', '12', '13', '15', '16', '17'].includes(ai) || !/^\d{6}$/u.test(text)) continue
    const year = fullYear(Number(text.slice(0, 2)))
    const month = Number(text.slice(2, 4))
    const day = Number(text.slice(4))
    if (month < 1 || month > 12 || day > daysInMonth(year, month)) continue
    const date = `${year}-${text.slice(2, 4)}-${text.slice(4)}`
    value[`date_${ai}`] = day === 0 ? `${date} (day 00 = last day of month)` : date
  }
  return value
}

function decodeBracketed(text: string): Value {
  const elements = parseBracketed(text)
  const error = elements ? (elements.find((element) => element.problem)?.problem ?? null) : 'NOT_BRACKETED'
  if (!elements || error !== null) return { ok: false, element_string: null, error }
  return {
    ok: true,
    element_string: caret(toElementString(elements)),
    error,
    elements: elements.map(({ ai, value }) => [ai, value]),
  }
}

function lintBracketed(text: string): Value {
  const elements = parseBracketed(text)
  const result = elements ? (elements.find((element) => element.problem)?.problem ?? 'OK') : 'NOT_BRACKETED'
  return { bracketed: text, result, ok: result === 'OK' }
}

function lintValue(name: string, text: string): Value {
  const linter = findLinter(name)
  if (!linter) throw new CodecError('decode.unknown', 0, `no such rule: ${name}`)
  const error = linter(text) ?? null
  return { value: text, ok: error === null, error }
}

function decodeScanData(text: string): Value {
  const read = readScanData(text)
  if ('error' in read) return { ok: false, symbology: 'NONE', message: '', error: read.error, scan_text: text }
  return { ok: true, ...read, scan_text: text }
}

/** Human readable interpretation, as it is printed under a symbol: lengths are held to, contents are not looked into. */
function printReadable(text: string): Value {
  const { elements } = parseElementString(splitSymbologyIdentifier(text).rest)
  const sound =
    elements.length > 0 &&
    elements.every(({ identifier, value }) => identifier !== undefined && lengthFits(identifier, value))
  return { ok: sound, hri: sound ? elements.map(({ ai, value }) => `(${ai})${value}`).join('') : '' }
}

function message(name: string, value: Value, fields: readonly DecodedField[]): DecodedMessage {
  return { name, value, fields }
}
