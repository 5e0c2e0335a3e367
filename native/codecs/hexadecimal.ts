import { CodecError } from './codec-error.ts'

/** Upper-case hexadecimal without separators. */
export function toHexadecimal(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text.toUpperCase()
}

/** Reads hexadecimal as people paste it: any case, with spaces, colons, dashes, commas or `0x` between the bytes. */
export function fromHexadecimal(text: string): Uint8Array {
  const digits = text.replace(/0x/giu, '').replace(/[\s:,-]/gu, '')
  const wrong = digits.search(/[^0-9a-f]/iu)
  if (wrong >= 0) throw new CodecError('decode.text', wrong >> 1, 'not a hexadecimal digit')
  if (digits.length % 2) throw new CodecError('decode.truncated', digits.length >> 1, 'half a byte at the end')
  const bytes = new Uint8Array(digits.length / 2)
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16)
  return bytes
}
