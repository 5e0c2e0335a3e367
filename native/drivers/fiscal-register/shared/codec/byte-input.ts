import { CodecError } from '../../../../codecs/codec-error.ts'

/** Reads a payload from front to back. Offsets in errors count from the start of the payload. */
export class ByteInput {
  readonly bytes: Uint8Array
  offset: number

  constructor(bytes: Uint8Array, offset = 0) {
    this.bytes = bytes
    this.offset = offset
  }

  get remaining(): number {
    return this.bytes.length - this.offset
  }

  /** The next `count` bytes. Throws `decode.truncated` if fewer are left. */
  take(count: number): Uint8Array {
    if (count > this.remaining) {
      throw new CodecError('decode.truncated', this.bytes.length, `${count - this.remaining} more bytes expected`)
    }
    const taken = this.bytes.subarray(this.offset, this.offset + count)
    this.offset += count
    return taken
  }
}

/** Unsigned little-endian integer of up to six bytes. */
export function readUnsigned(bytes: Uint8Array): number {
  let value = 0
  for (let index = bytes.length - 1; index >= 0; index--) value = value * 256 + (bytes[index] ?? 0)
  return value
}

/** Throws `encode.value` if `value` is not a whole number that fits. */
export function writeUnsigned(value: number, size: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** size) {
    throw new CodecError('encode.value', 0, `${value} is no unsigned integer of ${size} bytes`)
  }
  const bytes = new Uint8Array(size)
  for (let index = 0, rest = value; index < size; index++, rest = Math.floor(rest / 256)) bytes[index] = rest % 256
  return bytes
}
