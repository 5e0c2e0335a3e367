import { CodecError } from '../codec-error.ts'
import { encodeCp866 } from './cp866.ts'
import type { TagType } from './tag-table.ts'

/** A decimal number as the format keeps it: mantissa and count of digits after the point. */
export interface Decimal {
  readonly point: number
  readonly mantissa: number | bigint
  /** `9.95`, with just the digits that were sent. */
  readonly text: string
}

/**
 * Unsigned little-endian integer of 0…8 bytes (VLN). Zero stands in the field as an empty value, as one zero byte and
 * padded with zeros: all are read. A bigint only where a double cannot hold it.
 */
export function decodeVln(bytes: Uint8Array, start = 0, end = bytes.length): number | bigint {
  let last = end
  while (last > start && bytes[last - 1] === 0) last--
  if (last - start > 8) throw new CodecError('decode.length', 0, `a VLN has at most 8 bytes, not ${last - start}`)
  if (last - start <= 6) {
    let value = 0
    for (let index = last - 1; index >= start; index--) value = value * 256 + (bytes[index] as number)
    return value
  }
  let value = 0n
  for (let index = last - 1; index >= start; index--) value = (value << 8n) | BigInt(bytes[index] as number)
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value
}

/**
 * Fewest bytes that hold `value`; zero is one zero byte, because strict peers refuse an empty value. Throws
 * `encode.value` for a negative number or one of more than `maxLength` bytes.
 */
export function encodeVln(value: number | bigint, maxLength = 8): Uint8Array {
  let rest = toBigInt(value)
  const bytes: number[] = []
  do {
    bytes.push(Number(rest & 0xffn))
    rest >>= 8n
  } while (rest > 0n)
  if (bytes.length > maxLength) throw new CodecError('encode.value', 0, `${value} does not fit into ${maxLength} bytes`)
  return Uint8Array.from(bytes)
}

/** First byte is the count of digits after the point, the rest a VLN (FVLN). Throws `decode.truncated` or `decode.length`. */
export function decodeFvln(bytes: Uint8Array, start = 0, end = bytes.length): Decimal {
  if (start >= end) throw new CodecError('decode.truncated', 0, 'an FVLN begins with the place of its point')
  const point = bytes[start] as number
  const mantissa = decodeVln(bytes, start + 1, end)
  return { point, mantissa, text: decimalText(mantissa, point) }
}

export function encodeFvln(mantissa: number | bigint, point: number, maxLength = 9): Uint8Array {
  if (!Number.isInteger(point) || point < 0 || point > 255)
    throw new CodecError('encode.value', 0, `no place for a point: ${point}`)
  return Uint8Array.of(point, ...encodeVln(mantissa, maxLength - 1))
}

/** Digits with the point put in; a point beyond the twentieth digit is left as a power of ten, so that garbage stays short. */
export function decimalText(mantissa: number | bigint, point: number): string {
  if (point === 0) return String(mantissa)
  if (point > 20) return `${mantissa}e-${point}`
  const digits = String(mantissa).padStart(point + 1, '0')
  return `${digits.slice(0, -point)}.${digits.slice(-point)}`
}

/** A civil date and time of day, numbers as people count them. */
export interface WallClock {
  readonly date: string
  readonly time: string
  /** `dd.mm.yyyy`, as Russian paper has it. */
  readonly printedDate: string
}

const two = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))

/**
 * The register's wall time, written as seconds since 1970 as if it were UTC. Never shifted by this machine's zone. Days are
 * turned into a date by counting eras of 400 years from 1 March, which is many times faster than the engine's Date.
 */
export function readWallClock(seconds: number): WallClock {
  const days = Math.floor(seconds / 86_400)
  const ofDay = seconds - days * 86_400
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = two[dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1] as string
  const monthNumber = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const month = two[monthNumber] as string
  const year = yearOfEra + era * 400 + (monthNumber <= 2 ? 1 : 0)
  const hours = Math.floor(ofDay / 3600)
  const minutes = Math.floor((ofDay - hours * 3600) / 60)
  return {
    date: `${year}-${month}-${day}`,
    time: `${two[hours]}:${two[minutes]}:${two[ofDay % 60]}`,
    printedDate: `${day}.${month}.${year}`,
  }
}

/** `YYYY-MM-DDThh:mm:ss` of seconds since 1970, read as a wall time. */
export function wallTime(seconds: number): string {
  const { date, time } = readWallClock(seconds)
  return `${date}T${time}`
}

/** Seconds of a wall time `YYYY-MM-DDThh:mm[:ss]`. Throws `encode.value`. */
export function wallTimeSeconds(text: string): number {
  const milliseconds = Date.parse(`${text.length === 16 ? `${text}:00` : text}Z`)
  if (Number.isNaN(milliseconds)) throw new CodecError('encode.value', 0, `no time: ${text}`)
  return milliseconds / 1000
}

/** Little-endian integer of a fixed width; an empty value is zero, as some devices send it. */
export function decodeFixedInteger(bytes: Uint8Array, width: number, start = 0, end = bytes.length): number {
  if (end !== start && end - start !== width)
    throw new CodecError('decode.length', 0, `${width} bytes expected, not ${end - start}`)
  let value = 0
  for (let index = end - 1; index >= start; index--) value = value * 256 + (bytes[index] as number)
  return value
}

export type EncodableValue =
  number | bigint | string | Uint8Array | { readonly mantissa: number | bigint; readonly point: number }

export interface EncodingRules {
  /** Exact length; shorter text is padded with blanks on the right, shorter bytes are refused. */
  readonly length?: number | undefined
  readonly maxLength?: number | undefined
}

/** Writes one value. Throws `encode.value` for what the type, the length or CP866 cannot hold. */
export function encodeValue(
  type: Exclude<TagType, 'stlv'>,
  value: EncodableValue,
  rules: EncodingRules = {},
): Uint8Array {
  const bytes = encodeByType(type, value, rules)
  const { length, maxLength } = rules
  if (length !== undefined && bytes.length !== length)
    throw new CodecError('encode.value', 0, `${length} bytes expected, not ${bytes.length}`)
  if (maxLength !== undefined && bytes.length > maxLength)
    throw new CodecError('encode.value', 0, `at most ${maxLength} bytes, not ${bytes.length}`)
  return bytes
}

function encodeByType(type: Exclude<TagType, 'stlv'>, value: EncodableValue, rules: EncodingRules): Uint8Array {
  switch (type) {
    case 'byte':
      return encodeFixedInteger(value, 1)
    case 'uint16':
      return encodeFixedInteger(value, 2)
    case 'uint32':
      return encodeFixedInteger(value, 4)
    case 'unixtime':
      return encodeFixedInteger(typeof value === 'string' ? wallTimeSeconds(value) : value, 4)
    case 'vln':
      return encodeVln(value as number | bigint, rules.maxLength)
    case 'fvln': {
      if (typeof value !== 'object' || value instanceof Uint8Array)
        throw new CodecError('encode.value', 0, 'mantissa and point expected')
      return encodeFvln(value.mantissa, value.point, rules.maxLength === undefined ? undefined : rules.maxLength + 1)
    }
    case 'string': {
      if (typeof value !== 'string') throw new CodecError('encode.value', 0, 'text expected')
      return encodeCp866(rules.length === undefined ? value : value.padEnd(rules.length, ' '))
    }
    case 'bytes': {
      if (!(value instanceof Uint8Array)) throw new CodecError('encode.value', 0, 'bytes expected')
      return value
    }
  }
}

function encodeFixedInteger(value: EncodableValue, width: number): Uint8Array {
  const number = toBigInt(value)
  if (number >= 1n << BigInt(8 * width))
    throw new CodecError('encode.value', 0, `${number} does not fit into ${width} bytes`)
  return Uint8Array.from({ length: width }, (_, index) => Number((number >> BigInt(8 * index)) & 0xffn))
}

function toBigInt(value: EncodableValue): bigint {
  if (typeof value === 'bigint' && value >= 0n) return value
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  throw new CodecError('encode.value', 0, `a whole number from 0 up is expected, not ${String(value)}`)
}
