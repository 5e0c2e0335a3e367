import { findIdentifier } from './application-identifiers.ts'
import { checkDigit, hasRightCheckDigit } from './check-digit.ts'
import { isWebAddress, parseDigitalLink } from './digital-link.ts'
import { groupSeparator, parseElementString } from './element-string.ts'

/**
 * Scan data is what a reader transmits with symbology identifiers on; a barcode message is what the symbol holds, FNC1
 * written `^` and a literal `^` at the front of plain data escaped with a backslash.
 */
export interface BarcodeMessage {
  readonly symbology: string
  readonly message: string
}

const readable: Readonly<Record<string, { readonly symbology: string; readonly gs1: boolean }>> = {
  C1: { symbology: 'GS1_128_CCA', gs1: true },
  E0: { symbology: 'EAN13', gs1: false },
  E4: { symbology: 'EAN8', gs1: false },
  e0: { symbology: 'DataBarExpanded', gs1: true },
  d1: { symbology: 'DM', gs1: false },
  d2: { symbology: 'DM', gs1: true },
  Q1: { symbology: 'QR', gs1: false },
  Q3: { symbology: 'QR', gs1: true },
  J0: { symbology: 'DotCode', gs1: false },
  J1: { symbology: 'DotCode', gs1: true },
}

const compositeMark = '|]e0'

/** Reads scan data. Answers the name of what is wrong, where something is. */
export function readScanData(scan: string): BarcodeMessage | { readonly error: string } {
  if (!scan.startsWith(']') || scan.length < 3) return { error: 'MISSING_SYMBOLOGY_IDENTIFIER' }
  const entry = Object.hasOwn(readable, scan.slice(1, 3)) ? readable[scan.slice(1, 3)] : undefined
  if (!entry) return { error: 'UNSUPPORTED_SYMBOLOGY_IDENTIFIER' }
  const { symbology } = entry
  let data = scan.slice(3)
  let primary = ''
  if (symbology === 'EAN13' || symbology === 'EAN8') {
    const length = symbology === 'EAN13' ? 13 : 8
    primary = data.slice(0, length)
    if (primary.length < length) return { error: 'PRIMARY_SCAN_DATA_IS_TOO_SHORT' }
    const rest = data.slice(length)
    if (rest && !rest.startsWith(compositeMark)) return { error: 'PRIMARY_MESSAGE_IS_TOO_LONG' }
    if (/[^0-9]/u.test(primary)) return { error: 'PRIMARY_MESSAGE_MAY_ONLY_CONTAIN_DIGITS' }
    if (!hasRightCheckDigit(primary)) return { error: 'PRIMARY_MESSAGE_CHECK_DIGIT_IS_INCORRECT' }
    if (!rest) return { symbology, message: primary }
    primary += '|'
    data = rest.slice(compositeMark.length)
  } else if (!entry.gs1) {
    if (isWebAddress(data) && !parseDigitalLink(data)) return { error: 'NO_PRIMARY_KEY_IN_WEB_ADDRESS' }
    return { symbology, message: /^\\*\^/u.test(data) ? `\\${data}` : data }
  }
  if (data.includes('^')) return { error: 'SCAN_DATA_CONTAINS_ILLEGAL_CARAT' }
  const { valid, elements } = parseElementString(groupSeparator + data)
  if (!valid) return { error: elements.find((element) => element.problem)?.problem ?? 'AI_DATA_EMPTY' }
  return { symbology, message: `${primary}^${data.replaceAll(groupSeparator, '^')}` }
}

const twoDimensional: Readonly<Record<string, readonly [plain: string, gs1: string]>> = {
  QR: [']Q1', ']Q3'],
  DM: [']d1', ']d2'],
  DotCode: [']J0', ']J1'],
}

const primaryLengths: Readonly<Record<string, number>> = { EAN13: 13, EAN8: 8, UPCA: 12, UPCE: 12 }

/** What a reader transmits for a symbol that holds `message`; `undefined` where the symbol cannot hold it. */
export function writeScanData({ symbology, message }: BarcodeMessage): string | undefined {
  const identifiers = twoDimensional[symbology]
  if (identifiers) return message.startsWith('^') ? identifiers[1] + dataOf(message) : identifiers[0] + dataOf(message)

  const bar = message.indexOf('|')
  const linear = bar < 0 ? message : message.slice(0, bar)
  const composite = bar < 0 ? undefined : message.slice(bar + 1)
  if (composite !== undefined && !composite.startsWith('^')) return undefined

  const length = primaryLengths[symbology]
  if (length !== undefined) {
    const primary = linear.startsWith('^01') ? linear.slice(17 - length) : linear
    if (!isPrimary(primary, length) || (linear.startsWith('^01') && !/^\^010*$/u.test(linear.slice(0, 17 - length))))
      return undefined
    const scan = (symbology === 'EAN8' ? ']E4' : ']E0') + (length === 12 ? '0' : '') + withCheckDigit(primary, length)
    return composite === undefined ? scan : scan + compositeMark + dataOf(composite)
  }
  if (symbology === 'GS1_128_CCA' || symbology === 'GS1_128_CCC' || symbology === 'DataBarExpanded') {
    if (!linear.startsWith('^')) return undefined
    if (composite === undefined) return (symbology === 'DataBarExpanded' ? ']e0' : ']C1') + dataOf(linear)
    return `]e0${dataOf(linear)}${endsOpen(linear) ? groupSeparator : ''}${dataOf(composite)}`
  }
  if (!/^DataBar(?:Omni|Truncated|Stacked|StackedOmni|Limited)$/u.test(symbology)) return undefined
  const primary = linear.startsWith('^01') ? linear.slice(3) : linear
  if (!isPrimary(primary, 14)) return undefined
  // GS1 DataBar Limited holds numbers below 2·10¹³ only.
  if (symbology === 'DataBarLimited' && primary.charAt(0) >= '2') return undefined
  return `]e001${withCheckDigit(primary, 14)}${composite === undefined ? '' : dataOf(composite)}`
}

function dataOf(message: string): string {
  if (message.startsWith('^')) return message.slice(1).replaceAll('^', groupSeparator)
  return /^\\+\^/u.test(message) ? message.slice(1) : message
}

function isPrimary(text: string, length: number): boolean {
  return /^\d+$/u.test(text) && (text.length === length - 1 || (text.length === length && hasRightCheckDigit(text)))
}

function withCheckDigit(text: string, length: number): string {
  return text.length === length ? text : text + checkDigit(text)
}

/** True if the last value has no predefined length, so that a separator must follow it. */
function endsOpen(linear: string): boolean {
  const last = parseElementString(dataOf(linear)).elements.at(-1)
  return last !== undefined && findIdentifier(last.ai)?.predefinedLength === undefined
}
