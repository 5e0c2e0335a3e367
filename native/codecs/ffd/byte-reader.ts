import { CodecError } from '../codec-error.ts'
import { decodeCp866 } from './cp866.ts'

/** Reads the storage's fixed structures from left to right. Every method throws `decode.truncated` past the end. */
export class ByteReader {
  #offset = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#offset
  }

  get offset(): number {
    return this.#offset
  }

  take(length: number): Uint8Array {
    if (length > this.left)
      throw new CodecError('decode.truncated', this.#offset, `${length} bytes expected, ${this.left} are left`)
    const piece = this.#bytes.subarray(this.#offset, this.#offset + length)
    this.#offset += length
    return piece
  }

  byte(): number {
    return this.take(1)[0] as number
  }

  /** Little-endian, up to 6 bytes. */
  unsigned(length: number): number {
    return this.take(length).reduceRight((value, byte) => value * 256 + byte, 0)
  }

  uint16(): number {
    return this.unsigned(2)
  }

  uint32(): number {
    return this.unsigned(4)
  }

  /** Text of a fixed width; blanks and zero bytes pad it, both are met. */
  text(length: number): string {
    const bytes = this.take(length)
    let end = length
    while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--
    return decodeCp866(bytes.subarray(0, end))
  }

  /** `YY MM DD` as plain binary numbers, not BCD. Throws `decode.value` for a day that no calendar has. */
  storageDate(): string {
    const start = this.#offset
    const [year, month, day] = [this.byte(), this.byte(), this.byte()]
    const date = `20${two(year)}-${two(month)}-${two(day)}`
    const known = new Date(`${date}T00:00:00Z`)
    if (year > 99 || Number.isNaN(known.getTime()) || known.getUTCDate() !== day)
      throw new CodecError('decode.value', start, `no date: ${date}`)
    return date
  }

  /** `YY MM DD hh mm` as plain binary numbers. */
  storageDateTime(): string {
    const date = this.storageDate()
    const start = this.#offset
    const [hour, minute] = [this.byte(), this.byte()]
    if (hour > 23 || minute > 59) throw new CodecError('decode.value', start, `no time: ${hour}:${minute}`)
    return `${date}T${two(hour)}:${two(minute)}`
  }

  expectEnd(): void {
    if (this.left > 0) throw new CodecError('decode.trailing', this.#offset, `${this.left} bytes after the end`)
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
