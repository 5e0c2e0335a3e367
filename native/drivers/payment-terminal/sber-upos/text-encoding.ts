import { decodeSingleByte, type SingleByteEncoding } from '../../../codecs/single-byte-text.ts'

/** How often letters occur in Russian, per thousand; the rest is rarer than one. */
const frequencies: Readonly<Record<string, number>> = Object.fromEntries(
  [...'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф'].map((letter, index) => [
    letter,
    Math.max(2, Math.round(110 / (1 + index * 0.22))),
  ]),
)

const candidates: readonly SingleByteEncoding[] = ['ibm866', 'windows-1251', 'koi8-r']

/**
 * Text of a result file. Windows kits write CP866, Linux kits KOI8-R, some integrations CP1251 or UTF-8; no file says which.
 * The reading whose letters look most like Russian wins; CP866 where nothing tells.
 */
export function decodeSniffed(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return candidates
      .map((encoding) => decodeSingleByte(bytes, encoding))
      .reduce((best, text) => (likeness(text) > likeness(best) ? text : best))
  }
}

/** Mean logarithm of the letters' frequencies; what is no letter counts as something that does not occur. */
function likeness(text: string): number {
  let sum = 0
  let count = 0
  for (const character of text) {
    if (character.charCodeAt(0) < 0x80) continue
    sum += Math.log(frequencies[character.toLowerCase()] ?? 0.05)
    count++
  }
  return count ? sum / count : 0
}
