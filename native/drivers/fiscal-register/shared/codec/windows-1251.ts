import iconv from 'iconv-lite'
import { CodecError } from '../../../../codecs/codec-error.ts'

/** The 256 characters of Windows-1251 in order; U+FFFD where the page has a hole (98h). */
const characters: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  iconv.decode(Uint8Array.of(byte), 'win1251'),
)
const bytesOf = new Map(characters.map((character, byte) => [character, byte]))
bytesOf.delete('\uFFFD')

/** Every byte becomes one character; a hole of the page becomes U+FFFD. */
function decodeWindows1251(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += characters[byte]
  return text
}

/** Text of a fixed or variable field: the machine takes everything from the first zero byte on as padding. */
export function decodeZeroTerminated(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return decodeWindows1251(end < 0 ? bytes : bytes.subarray(0, end))
}

/** Throws `encode.value` at the first character that Windows-1251 does not have. */
export function encodeWindows1251(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const byte = bytesOf.get(character)
    if (byte === undefined) throw new CodecError('encode.value', bytes.length, `no such character: ${character}`)
    bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}
