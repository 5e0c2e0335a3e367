import { CodecError } from '../codec-error.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes as text. Throws `decode.text` with the place of the first character that is no UTF-8; `base` is added to it. */
export function strictUtf8(bytes: Uint8Array, base = 0): string {
  try {
    return strict.decode(bytes)
  } catch {
    throw new CodecError('decode.text', base + firstWrongCharacter(bytes), 'no UTF-8')
  }
}

function firstWrongCharacter(bytes: Uint8Array): number {
  let at = 0
  for (let lead = bytes[at]; lead !== undefined; lead = bytes[at]) {
    const size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    if (size > 1 && !isSound(bytes.subarray(at, at + size))) return at
    at += size
  }
  return at
}

function isSound(character: Uint8Array): boolean {
  try {
    return strict.decode(character).length > 0
  } catch {
    return false
  }
}
