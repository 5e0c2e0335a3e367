import { CodecError } from '../codec-error.ts'

const decoder = new TextDecoder('ibm866')
const characters = [...decoder.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))]
const characterCodes = Uint16Array.from(characters, (character) => character.charCodeAt(0))
const bytesOfCharacters = new Map(characters.map((character, byte) => [character, byte]))

/** One reusable list a length: building a string from it is ten times faster than a call of the engine's decoder. */
const scratch: number[][] = Array.from({ length: 257 }, (_, length) => Array.from({ length }, () => 0))

/** Text of a fiscal requisite: CP866, no terminator. Every byte has a character, so this never fails. */
export function decodeCp866(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const codes = scratch[end - start]
  if (!codes) return decoder.decode(bytes.subarray(start, end))
  for (let index = start; index < end; index++) codes[index - start] = characterCodes[bytes[index] as number] as number
  return String.fromCharCode.apply(null, codes)
}

/** Throws `encode.value` at the first character that CP866 lacks: a question mark in a fiscal document would be a lie. */
export function encodeCp866(text: string): Uint8Array {
  return Uint8Array.from([...text], (character, index) => {
    const byte = bytesOfCharacters.get(character)
    if (byte === undefined)
      throw new CodecError('encode.value', index, `no CP866 code for ${JSON.stringify(character)}`)
    return byte
  })
}

/** The first character that fiscal texts cannot carry, if there is one: «ёлочки» are the usual case. */
export function firstForeign(text: string): string | undefined {
  return Array.from(text).find((character) => !bytesOfCharacters.has(character))
}
