import { checkDigit } from './check-digit.ts'
import { inSet39, inSet64, inSet82, set32InOrder, set82InOrder } from './character-sets.ts'
import { countryLetters, countryNumbers, currencyNumbers, packageTypes } from './code-lists.ts'
import { daysInMonth, fullYear } from './dates.ts'

/**
 * Rules that a value keeps, under the names of the GS1 Barcode Syntax Dictionary. A rule answers the name of what is
 * wrong, or nothing.
 */
export type Linter = (value: string) => string | undefined

const notDigits = (value: string) => (/[^0-9]/u.test(value) ? 'NON_DIGIT_CHARACTER' : undefined)

const every =
  (allowed: (character: string) => boolean, error: string): Linter =>
  (value) =>
    [...value].every(allowed) ? undefined : error

const oneOf =
  (allowed: (value: string) => boolean, error: string): Linter =>
  (value) =>
    allowed(value) ? undefined : error

const checkDigitRule: Linter = (value) => {
  if (value === '') return 'TOO_SHORT_FOR_CHECK_DIGIT'
  return notDigits(value) ?? (checkDigit(value.slice(0, -1)) === value.slice(-1) ? undefined : 'INCORRECT_CHECK_DIGIT')
}

const primes = firstPrimes(97)

/** Check pair of a GMN: weighted by primes from the right, modulo 1021, written as two characters of set 32. */
const checkPair: Linter = (value) => {
  if (value.length < 2) return 'TOO_SHORT_FOR_CHECK_PAIR'
  const data = value.slice(0, -2)
  if (data.length > primes.length) return 'TOO_LONG_FOR_CHECK_PAIR_IMPLEMENTATION'
  let sum = 0
  for (let index = 0; index < data.length; index++) {
    const weight = set82InOrder.indexOf(data.charAt(index))
    if (weight < 0) return 'INVALID_CSET82_CHARACTER'
    sum += weight * (primes[data.length - 1 - index] ?? 0)
  }
  sum %= 1021
  return value.slice(-2) === set32InOrder.charAt(sum >> 5) + set32InOrder.charAt(sum & 31)
    ? undefined
    : 'INCORRECT_CHECK_PAIR'
}

const fullDateOrMonth: Linter = (value) => {
  if (value.length !== 8) return value.length < 8 ? 'DATE_TOO_SHORT' : 'DATE_TOO_LONG'
  const wrong = notDigits(value)
  if (wrong) return wrong
  const month = Number(value.slice(4, 6))
  if (month < 1 || month > 12) return 'ILLEGAL_MONTH'
  return Number(value.slice(6)) > daysInMonth(Number(value.slice(0, 4)), month) ? 'ILLEGAL_DAY' : undefined
}

const dateOrMonth: Linter = (value) => {
  if (value.length !== 6) return value.length < 6 ? 'DATE_TOO_SHORT' : 'DATE_TOO_LONG'
  return notDigits(value) ?? fullDateOrMonth(fullYear(Number(value.slice(0, 2))) + value.slice(2))
}

const withDay =
  (rule: Linter): Linter =>
  (value) =>
    rule(value) ?? (value.endsWith('00') ? 'ILLEGAL_DAY' : undefined)

const sixty =
  (name: string, limit: number): Linter =>
  (value) => {
    if (value.length !== 2) return value.length < 2 ? `${name}_TOO_SHORT` : `${name}_TOO_LONG`
    return notDigits(value) ?? (Number(value) > limit ? `ILLEGAL_${name}` : undefined)
  }

const hour = sixty('HOUR', 23)
const minute = sixty('MINUTE', 59)

const hourAndMinute: Linter = (value) => {
  if (value.length !== 4) return value.length < 4 ? 'HOUR_WITH_MINUTE_TOO_SHORT' : 'HOUR_WITH_MINUTE_TOO_LONG'
  return hour(value.slice(0, 2)) ?? minute(value.slice(2))
}

const pieceOfTotal: Linter = (value) => {
  const wrong = notDigits(value)
  if (wrong) return wrong
  if (value.length === 0 || value.length % 2) return 'INVALID_LENGTH_FOR_PIECE_OF_TOTAL'
  const piece = value.slice(0, value.length / 2)
  const total = value.slice(value.length / 2)
  if (/^0+$/u.test(piece)) return 'ZERO_PIECE_NUMBER'
  if (/^0+$/u.test(total)) return 'ZERO_TOTAL_PIECES'
  return piece > total ? 'PIECE_NUMBER_EXCEEDS_TOTAL' : undefined
}

const positionInSequence: Linter = (value) => {
  const match = /^(\d+)\/(\d+)$/u.exec(value)
  if (!match) return 'POSITION_IN_SEQUENCE_MALFORMED'
  const [, position = '', end = ''] = match
  if (position.startsWith('0') || end.startsWith('0')) return 'ILLEGAL_ZERO_PREFIX'
  const beyond = position.length === end.length ? position > end : position.length > end.length
  return beyond ? 'POSITION_EXCEEDS_END' : undefined
}

const iban: Linter = (value) => {
  if (value.length < 4) return 'IBAN_TOO_SHORT'
  if (!countryLetters.has(value.slice(0, 2))) return 'ILLEGAL_IBAN_COUNTRY_CODE'
  if (value.length > 34) return 'IBAN_TOO_LONG'
  if (value.length <= 10) return 'IBAN_TOO_SHORT'
  let remainder = 0
  for (const character of value.slice(4) + value.slice(0, 4)) {
    if (!/[0-9A-Z]/u.test(character)) return 'INVALID_IBAN_CHARACTER'
    const number = Number.parseInt(character, 36)
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97
  }
  return remainder === 1 ? undefined : 'INCORRECT_IBAN_CHECKSUM'
}

const base64: Linter = (value) => {
  const padding = /=*$/u.exec(value)?.[0].length ?? 0
  if (padding > 2 || (padding > 0 && value.length % 3)) return 'INVALID_CSET64_PADDING'
  return Array.from(value.slice(0, value.length - padding)).every(inSet64) ? undefined : 'INVALID_CSET64_CHARACTER'
}

const companyPrefix: Linter = (value) => {
  if (value.length < 4) return 'TOO_SHORT_FOR_GCP'
  return /^\d{4}/u.test(value) ? undefined : 'INVALID_GCP_PREFIX'
}

const coordinate =
  (name: string, limit: number): Linter =>
  (value) => {
    if (value.length !== 10) return `${name}_INVALID_LENGTH`
    return notDigits(value) ?? (Number(value) > limit ? `INVALID_${name}` : undefined)
  }

export const linters = {
  csetnumeric: notDigits,
  cset82: every(inSet82, 'INVALID_CSET82_CHARACTER'),
  cset39: every(inSet39, 'INVALID_CSET39_CHARACTER'),
  cset64: base64,
  csum: checkDigitRule,
  csumalpha: checkPair,
  gcppos1: companyPrefix,
  gcppos2: (value) => (value.length < 1 ? 'TOO_SHORT_FOR_GCP' : companyPrefix(value.slice(1))),
  hasnondigit: (value) => (/[^0-9]/u.test(value) ? undefined : 'REQUIRES_NON_DIGIT_CHARACTER'),
  hh: hour,
  mi: minute,
  ss: sixty('SECOND', 59),
  hhmi: hourAndMinute,
  hyphen: oneOf((value) => /^-+$/u.test(value), 'NOT_HYPHEN'),
  iban,
  importeridx: (value) => {
    if (value.length !== 1) return 'IMPORTER_IDX_MUST_BE_ONE_CHARACTER'
    return inSet64(value) ? undefined : 'INVALID_IMPORT_IDX_CHARACTER'
  },
  iso3166: oneOf((value) => countryNumbers.has(value), 'NOT_ISO3166'),
  iso3166999: oneOf((value) => value === '999' || countryNumbers.has(value), 'NOT_ISO3166_OR_999'),
  iso3166alpha2: oneOf((value) => countryLetters.has(value), 'NOT_ISO3166_ALPHA2'),
  iso4217: oneOf((value) => currencyNumbers.has(value), 'NOT_ISO4217'),
  iso5218: oneOf((value) => /^[0129]$/u.test(value), 'INVALID_BIOLOGICAL_SEX_CODE'),
  latitude: coordinate('LATITUDE', 1_800_000_000),
  longitude: coordinate('LONGITUDE', 3_600_000_000),
  mediatype: oneOf((value) => /^(?:0[1-9]|10|8\d|9\d)$/u.test(value), 'INVALID_MEDIA_TYPE'),
  nonzero: (value) => notDigits(value) ?? (/[1-9]/u.test(value) ? undefined : 'ILLEGAL_ZERO_VALUE'),
  nozeroprefix: (value) => (value.startsWith('0') ? 'ILLEGAL_ZERO_PREFIX' : notDigits(value)),
  packagetype: oneOf((value) => packageTypes.has(value), 'INVALID_PACKAGE_TYPE'),
  pcenc: oneOf((value) => !/%(?![0-9A-Fa-f]{2})/u.test(value), 'INVALID_PERCENT_SEQUENCE'),
  pieceoftotal: pieceOfTotal,
  posinseqslash: positionInSequence,
  winding: oneOf((value) => /^[019]$/u.test(value), 'INVALID_WINDING_DIRECTION'),
  yesno: oneOf((value) => /^[01]$/u.test(value), 'NOT_ZERO_OR_ONE'),
  yymmd0: dateOrMonth,
  yymmdd: withDay(dateOrMonth),
  yyyymmd0: fullDateOrMonth,
  yyyymmdd: withDay(fullDateOrMonth),
  zero: oneOf((value) => /^0+$/u.test(value), 'NOT_ZERO'),
} satisfies Record<string, Linter>

export type LinterName = keyof typeof linters

/** The rule called `name`; coupon rules of the American market (8110, 8112) are not among them. */
export function findLinter(name: string): Linter | undefined {
  return Object.hasOwn(linters, name) ? linters[name as LinterName] : undefined
}

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime)) found.push(candidate)
  }
  return found
}
