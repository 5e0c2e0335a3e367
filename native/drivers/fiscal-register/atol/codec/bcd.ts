import { CodecError } from '../../../../codecs/codec-error.ts'
import type { ValueFormat } from '../../shared/codec/value-format.ts'

/** Most digits that a number holds exactly. */
const exactDigits = 14

/** Two decimal digits a byte, most significant first. Throws `decode.value` at a half-byte above nine. */
export function decodeBcd(bytes: Uint8Array, offset = 0): number {
  let value = 0
  for (const [index, byte] of bytes.entries()) {
    if (byte >> 4 > 9 || (byte & 15) > 9) throw new CodecError('decode.value', offset + index, 'no decimal digits')
    value = value * 100 + (byte >> 4) * 10 + (byte & 15)
  }
  return value
}

/** Throws `encode.value` if `value` is not a whole number of at most `2 · size` digits. */
export function encodeBcd(value: number, size: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 10 ** (2 * size)) {
    throw new CodecError('encode.value', 0, `${value} is no number of ${2 * size} digits`)
  }
  const digits = value.toString().padStart(2 * size, '0')
  return Uint8Array.from({ length: size }, (_, index) => Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16))
}

/** A number of `size` bytes: money in kopecks, quantities in thousandths, counters. */
export function bcd(size: number): ValueFormat<number> {
  if (2 * size > exactDigits) throw new RangeError(`${size} bytes do not fit a number`)
  return {
    size,
    decode: decodeBcd,
    encode: (value) => encodeBcd(value, size),
    show: (value) => value,
  }
}

/** Digits as they are written, with their leading zeros: passwords and factory numbers. */
export function bcdDigits(size: number): ValueFormat<string> {
  return {
    size,
    decode(bytes, offset) {
      decodeBcd(bytes, offset)
      return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    },
    encode(value) {
      if (!/^\d*$/u.test(value) || value.length !== 2 * size)
        throw new CodecError('encode.value', 0, `${2 * size} digits`)
      return Uint8Array.from({ length: size }, (_, index) => Number.parseInt(value.slice(2 * index, 2 * index + 2), 16))
    },
    show: (value) => value,
  }
}

/** Year − 2000, month, day in BCD, unchecked: a clock that was never set must be shown as it is. */
export const bcdDate: ValueFormat<string> = parts(
  3,
  (text) => `20${text[0]}-${text[1]}-${text[2]}`,
  /^20(\d\d)-(\d\d)-(\d\d)$/u,
)

/** Hour, minute, second in BCD. */
export const bcdTime: ValueFormat<string> = parts(3, (text) => text.join(':'), /^(\d\d):(\d\d):(\d\d)$/u)

/** Day, month, year − 2000 in BCD: the order of the commands that set the clock. */
export const settingDate: ValueFormat<string> = {
  ...bcdDate,
  decode: (bytes, offset) => bcdDate.decode(bytes.slice().reverse(), offset),
  encode: (value) => bcdDate.encode(value).reverse(),
}

function parts(size: number, join: (text: string[]) => string, pattern: RegExp): ValueFormat<string> {
  return {
    size,
    decode(bytes, offset) {
      decodeBcd(bytes, offset)
      return join([...bytes].map((byte) => byte.toString(16).padStart(2, '0')))
    },
    encode(value) {
      const found = pattern.exec(value)
      if (!found) throw new CodecError('encode.value', 0, `no date or time: ${value}`)
      return Uint8Array.from(found.slice(1), (part) => Number.parseInt(part, 16))
    },
    show: (value) => value,
  }
}
