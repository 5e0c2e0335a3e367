import { CodecError } from '../codec-error.ts'
import type { DecodedValue } from '../wire-format.ts'
import { strictUtf8 } from './utf8.ts'

/** A JSON value and the bytes it was read from, so that an error and a screen can point at them. */
export interface LocatedJson {
  readonly value: DecodedValue
  /** First byte, counted from the start of the bytes given to `readJson`. */
  readonly offset: number
  readonly length: number
  /** Of an object; a name that stands twice counts as it stood last. */
  readonly members?: ReadonlyMap<string, LocatedJson>
  /** Of a list. */
  readonly items?: readonly LocatedJson[]
}

/** Deeper than any message of a device, and shallower than the stack. */
const deepest = 64

/**
 * Reads one JSON value (RFC 8259) in UTF-8 from `start` to the end of `bytes`. Throws `decode.text` for what is no UTF-8,
 * `decode.truncated` where the text ends too early, `decode.trailing` for what follows the value, else `decode.value`.
 */
export function readJson(bytes: Uint8Array, start = 0): LocatedJson {
  strictUtf8(bytes.subarray(start), start)
  const reader = new JsonReader(bytes, start)
  const value = reader.read(0)
  reader.expectEnd()
  return value
}

const code = (character: string): number => character.charCodeAt(0)
const quote = code('"')
const backslash = code('\\')
const comma = code(',')
const whitespace = new Set([0x20, 0x09, 0x0a, 0x0d])
const literals = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/u
const numberCharacters = /[-+.\deE]/u
const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class JsonReader {
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes
    this.#at = start
  }

  read(depth: number): LocatedJson {
    this.#skipWhitespace()
    const offset = this.#at
    const first = this.#peek()
    if (depth > deepest) throw new CodecError('decode.value', offset, `more than ${deepest} levels`)
    if (first === code('{')) return this.#object(offset, depth)
    if (first === code('[')) return this.#list(offset, depth)
    if (first === quote) return this.#located(offset, this.#string())
    for (const [word, value] of literals) {
      if (first === code(word)) return this.#literal(offset, word, value)
    }
    return this.#number(offset)
  }

  expectEnd(): void {
    this.#skipWhitespace()
    if (this.#at < this.#bytes.length) throw new CodecError('decode.trailing', this.#at, 'bytes after the value')
  }

  #object(offset: number, depth: number): LocatedJson {
    const members = new Map<string, LocatedJson>()
    this.#each('}', () => {
      if (this.#peek() !== quote) this.#wrong('a name was expected')
      const name = this.#string()
      this.#skipWhitespace()
      this.#take(':')
      members.delete(name)
      members.set(name, this.read(depth + 1))
    })
    const value = Object.fromEntries([...members].map(([name, member]) => [name, member.value]))
    return { ...this.#located(offset, value), members }
  }

  #list(offset: number, depth: number): LocatedJson {
    const items: LocatedJson[] = []
    this.#each(']', () => items.push(this.read(depth + 1)))
    return {
      ...this.#located(
        offset,
        items.map(({ value }) => value),
      ),
      items,
    }
  }

  /** What stands between the bracket here and `close`, one after another with commas between. */
  #each(close: '}' | ']', readOne: () => void): void {
    this.#at++
    this.#skipWhitespace()
    if (this.#peek() === code(close)) {
      this.#at++
      return
    }
    for (;;) {
      this.#skipWhitespace()
      readOne()
      this.#skipWhitespace()
      if (this.#peek() !== comma) break
      this.#at++
    }
    this.#take(close)
  }

  #string(): string {
    this.#at++
    let text = ''
    let run = this.#at
    const endRun = () => (text += strictUtf8(this.#bytes.subarray(run, this.#at), run))
    for (;;) {
      const byte = this.#peek()
      if (byte < 0x20) this.#wrong('a control character in a text')
      if (byte === quote) break
      if (byte !== backslash) {
        this.#at++
        continue
      }
      endRun()
      text += this.#escape()
      run = this.#at
    }
    endRun()
    this.#at++
    return text
  }

  #escape(): string {
    this.#at++
    const letter = String.fromCharCode(this.#peek())
    const simple = simpleEscapes[letter]
    if (simple === undefined && letter !== 'u') this.#wrong('an unknown escape')
    this.#at++
    if (simple !== undefined) return simple
    const digits = String.fromCharCode(...this.#bytes.subarray(this.#at, this.#at + 4))
    if (digits.length < 4) throw new CodecError('decode.truncated', this.#bytes.length, 'an unfinished escape')
    if (!/^[\da-f]{4}$/iu.test(digits)) this.#wrong('no hexadecimal digits')
    this.#at += 4
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  #literal(offset: number, word: string, value: boolean | null): LocatedJson {
    for (const letter of word) this.#take(letter)
    return this.#located(offset, value)
  }

  #number(offset: number): LocatedJson {
    let end = this.#at
    while (end < this.#bytes.length && numberCharacters.test(String.fromCharCode(this.#bytes[end] ?? 0))) end++
    const [digits] =
      number.exec(String.fromCharCode(...this.#bytes.subarray(offset, Math.min(end, offset + 400)))) ?? []
    if (digits === undefined) return this.#wrong('no value')
    const value = Number(digits)
    if (!Number.isFinite(value)) this.#wrong('a number out of range')
    this.#at += digits.length
    return this.#located(offset, value)
  }

  #located(offset: number, value: DecodedValue): LocatedJson {
    return { value, offset, length: this.#at - offset }
  }

  #take(character: string): void {
    if (this.#peek() !== code(character)) this.#wrong(`«${character}» was expected`)
    this.#at++
  }

  #peek(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new CodecError('decode.truncated', this.#bytes.length, 'the text ends too early')
    return byte
  }

  #skipWhitespace(): void {
    while (whitespace.has(this.#bytes[this.#at] ?? 0)) this.#at++
  }

  #wrong(detail: string): never {
    throw new CodecError('decode.value', this.#at, detail)
  }
}
