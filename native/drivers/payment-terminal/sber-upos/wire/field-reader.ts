import { CodecError } from '../../../../codecs/codec-error.ts'
import { decodeSingleByte, type SingleByteEncoding } from '../../../../codecs/single-byte-text.ts'

/** Reads fields of a packed structure, one after the other; integers are little-endian. Throws CodecError. */
export class FieldReader {
  readonly #data: Uint8Array
  readonly #view: DataView
  #offset = 0

  constructor(data: Uint8Array) {
    this.#data = data
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1))
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true)
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }

  bytes(length: number): Uint8Array {
    const start = this.#take(length)
    return this.#data.slice(start, start + length)
  }

  /** A text field up to its first zero byte, without the blanks that fill it up. */
  text(length: number, encoding: SingleByteEncoding | ((bytes: Uint8Array) => string) = 'ibm866'): string {
    const field = this.bytes(length)
    const end = field.indexOf(0)
    const content = end < 0 ? field : field.subarray(0, end)
    return (typeof encoding === 'string' ? decodeSingleByte(content, encoding) : encoding(content)).trimEnd()
  }

  #take(length: number): number {
    const start = this.#offset
    if (start + length > this.#data.length)
      throw new CodecError('decode.truncated', this.#data.length, 'the structure is incomplete')
    this.#offset += length
    return start
  }
}
