import { bytesOf } from '../../../codecs/text-bytes.ts'

const names: Readonly<Record<string, number>> = { r: 0x0d, n: 0x0a, t: 0x09, '\\': 0x5c }

/** Bytes of a text as people type control characters into a setting: `\r`, `\n`, `\t`, `\\`, `\x02`. */
export function unescapeBytes(text: string): Uint8Array {
  const bytes: number[] = []
  for (const match of text.matchAll(/\\x([0-9A-Fa-f]{2})|\\([rnt\\])|([^])/gu)) {
    const [, hexadecimal, name, character] = match
    if (hexadecimal !== undefined) bytes.push(Number.parseInt(hexadecimal, 16))
    else if (name !== undefined) bytes.push(names[name] ?? 0)
    else bytes.push(...bytesOf(character ?? ''))
  }
  return Uint8Array.from(bytes)
}
