/** 8-bit encodings that Russian devices speak, by the labels of the WHATWG Encoding Standard. */
export type SingleByteEncoding = 'windows-1251' | 'ibm866' | 'koi8-r'

const tables = new Map<SingleByteEncoding, ReadonlyMap<string, number>>()

/** Text of bytes in an 8-bit encoding; every byte has a character. */
export function decodeSingleByte(bytes: Uint8Array, encoding: SingleByteEncoding): string {
  return new TextDecoder(encoding).decode(bytes)
}

/** Bytes of a text in an 8-bit encoding; `?` for a character that the encoding has not. */
export function encodeSingleByte(text: string, encoding: SingleByteEncoding): Uint8Array {
  const table = tableOf(encoding)
  return Uint8Array.from(text, (character) => table.get(character) ?? 0x3f)
}

function tableOf(encoding: SingleByteEncoding): ReadonlyMap<string, number> {
  const known = tables.get(encoding)
  if (known) return known
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const table = new Map(Array.from(decodeSingleByte(all, encoding), (character, byte) => [character, byte] as const))
  tables.set(encoding, table)
  return table
}
