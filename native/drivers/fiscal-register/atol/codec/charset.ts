import { decodeCp866, encodeCp866 } from '../../../../codecs/ffd/cp866.ts'
import type { ValueFormat } from '../../shared/codec/value-format.ts'

/** In the machine's character set «№» and «$» stand in each other's place of CP866. */
const swapped = new Map([
  [0x24, 0xfc],
  [0xfc, 0x24],
])
const swap = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => swapped.get(byte) ?? byte)

export const decodeText = (bytes: Uint8Array): string => decodeCp866(swap(bytes))

/** Throws `encode.value` at the first character that the machine cannot print. */
export const encodeText = (text: string): Uint8Array => swap(encodeCp866(text))

/** The rest of the payload as text. */
export const text: ValueFormat<string> = {
  size: 'rest',
  decode: decodeText,
  encode: encodeText,
  show: (value) => value,
}
