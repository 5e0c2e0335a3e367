import { CodecError } from '../codec-error.ts'

const decoder = new TextDecoder('ibm866')

const encoding = new Map<string, number>()
for (let byte = 0; byte < 256; byte++) encoding.set(decoder.decode(Uint8Array.of(byte)), byte)

/** Text of a fiscal requisite: CP866, no terminator. Every byte has a character, so this never fails. */
export function decodeCp866(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** Throws `encode.value` at the first character that CP866 lacks: a question mark in a fiscal document would be a lie. */
export function encodeCp866(text: string): Uint8Array {
  const characters = [...text]
  return Uint8Array.from(characters, (character, index) => {
    const byte = encoding.get(character)
    if (byte === undefined)
      throw new CodecError('encode.value', index, `no CP866 code for ${JSON.stringify(character)}`)
    return byte
  })
}
