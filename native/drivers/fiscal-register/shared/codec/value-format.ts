import { CodecError } from '../../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../../codecs/hexadecimal.ts'
import type { DecodedValue } from '../../../../codecs/wire-format.ts'
import type { Localized } from '../../../../foundation/localized.ts'
import { readUnsigned, writeUnsigned } from './byte-input.ts'
import { decodeZeroTerminated, encodeWindows1251 } from './windows-1251.ts'

/** How one value stands in bytes, and how people write it. */
export interface ValueFormat<V> {
  readonly size: number | 'rest'
  decode(bytes: Uint8Array, offset: number): V
  encode(value: V): Uint8Array
  show(value: V): DecodedValue
  meaning?(value: V): Localized | undefined
}

export const hexadecimal = (bytes: Uint8Array): string => toHexadecimal(bytes).toLowerCase()

/** Unsigned little-endian integer; `size` is at most six bytes. */
export function unsigned(size: number): ValueFormat<number> {
  return { size, decode: readUnsigned, encode: (value) => writeUnsigned(value, size), show: (value) => value }
}
export const u8 = unsigned(1)
export const u16 = unsigned(2)
export const u32 = unsigned(4)
export const money = unsigned(5)

/** All bytes FFh mean «not given»: the machine computes the sum, or the number was never entered. */
export function unsignedOrAbsent(size: number): ValueFormat<number | null> {
  return {
    size,
    decode: (bytes) => (bytes.every((byte) => byte === 0xff) ? null : readUnsigned(bytes)),
    encode: (value) => (value === null ? new Uint8Array(size).fill(0xff) : writeUnsigned(value, size)),
    show: (value) => value,
  }
}

export const signed16: ValueFormat<number> = {
  size: 2,
  decode: (bytes) => (readUnsigned(bytes) << 16) >> 16,
  encode: (value) => writeUnsigned(value & 0xffff, 2),
  show: (value) => value,
}

/** A bit field, written as `0x0292`. */
export function bits(size: number): ValueFormat<number> {
  return {
    ...unsigned(size),
    show: (value) =>
      `0x${value
        .toString(16)
        .toUpperCase()
        .padStart(2 * size, '0')}`,
  }
}

/** Eight bytes of bits: more than a number holds. */
export const bits64: ValueFormat<bigint> = {
  size: 8,
  decode: (bytes) => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n),
  encode: (value) => Uint8Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn)),
  show: (value) => `0x${value.toString(16).toUpperCase().padStart(16, '0')}`,
}

/** Decimal digits stored as an integer: taxpayer number of 11h, digits of a bar code. */
export function digits(size: number, length: number): ValueFormat<string | null> {
  const number = unsignedOrAbsent(size)
  return {
    size,
    decode: (bytes, offset) => number.decode(bytes, offset)?.toString().padStart(length, '0') ?? null,
    encode: (value) => number.encode(value === null ? null : Number(value)),
    show: (value) => value,
  }
}

/** Windows-1251 up to the first zero byte, padded with zero bytes on the way out. */
export function text(size: number | 'rest'): ValueFormat<string> {
  return {
    size,
    decode: decodeZeroTerminated,
    encode: (value) => pad(encodeWindows1251(value), size, 0),
    show: (value) => value,
  }
}

/** An identifier in a fixed field: padding with blanks or zero bytes on either side is not part of it. */
export function identifier(size: number): ValueFormat<string> {
  return {
    size,
    decode: (bytes) => decodeZeroTerminated(bytes).trim(),
    encode: (value) => pad(encodeWindows1251(value), size, 0x20),
    show: (value) => value,
  }
}

function pad(bytes: Uint8Array, size: number | 'rest', filler: number): Uint8Array {
  if (size === 'rest') return bytes
  if (bytes.length > size) throw new CodecError('encode.value', size, `longer than ${size} bytes`)
  const padded = new Uint8Array(size).fill(filler)
  padded.set(bytes)
  return padded
}

/** Bytes whose meaning is somebody else's. */
export function raw(size: number | 'rest'): ValueFormat<Uint8Array> {
  return { size, decode: (bytes) => bytes.slice(), encode: (value) => value, show: hexadecimal }
}

/** One of a few numbers with names; a number without a name is written as it is. */
export function named(names: Readonly<Record<number, string>>): ValueFormat<number> {
  return { ...u8, show: (value) => names[value] ?? value }
}

/** `format`, whose values mean something to a person. */
export function explained<V>(format: ValueFormat<V>, meaning: (value: V) => Localized | undefined): ValueFormat<V> {
  return { ...format, meaning }
}

/** `count` values of one kind in a row. */
export function list(format: ValueFormat<number>, count: number): ValueFormat<readonly number[]> {
  const step = format.size as number
  return {
    size: step * count,
    decode: (bytes, offset) =>
      Array.from({ length: count }, (_, index) =>
        format.decode(bytes.subarray(index * step, (index + 1) * step), offset),
      ),
    encode(values) {
      const bytes = new Uint8Array(step * count)
      values.forEach((value, index) => bytes.set(format.encode(value), index * step))
      return bytes
    },
    show: (values) => [...values],
  }
}
