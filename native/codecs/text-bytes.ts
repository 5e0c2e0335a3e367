import { CodecError } from './codec-error.ts'

/** No symbol holds more, and nothing that a person pastes as one code is longer. */
const longestCode = 8192

/** Throws CodecError if the bytes are more than any code holds. */
export function assertCodeLength(bytes: Uint8Array): void {
  if (bytes.length > longestCode) throw new CodecError('decode.length', longestCode, `more than ${longestCode} bytes`)
}

/** Bytes as text: UTF-8 where they are that, else one character a byte (a scanner in an 8-bit mode). */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return latinTextOf(bytes)
  }
}

/** One character a byte, so that positions in the text are positions in the bytes. */
export function latinTextOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** UTF-8 of `text`. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Place in `bytes` of a piece of their text as `textOf` reads it. */
export function byteSpan(
  bytes: Uint8Array,
  text: string,
  start: number,
  length: number,
): { offset: number; length: number } {
  // As many characters as bytes: each is one byte, in either reading.
  if (text.length === bytes.length) return { offset: start, length }
  const offset = bytesOf(text.slice(0, start)).length
  return { offset, length: bytesOf(text.slice(start, start + length)).length }
}
