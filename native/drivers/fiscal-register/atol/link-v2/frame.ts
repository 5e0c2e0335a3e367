import { CodecError } from '../../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../../codecs/hexadecimal.ts'
import { MarkedCutter } from '../../shared/codec/marked-cutter.ts'

export const STX = 0x02
const ETX = 0x03
export const EOT = 0x04
export const ENQ = 0x05
export const ACK = 0x06
const DLE = 0x10
export const NAK = 0x15

export const controlNames: Readonly<Record<number, string>> = {
  [EOT]: 'EOT',
  [ENQ]: 'ENQ',
  [ACK]: 'ACK',
  [NAK]: 'NAK',
}

/** The protocol gives frames no length and no limit; no command or answer is as long. */
export const longestFrame = 2_048

/** `02 | data | 03 | BCC`. DLE and ETX inside of the data get a DLE in front; the checksum is taken over what is sent. */
export function encodeFrame(data: Uint8Array): Uint8Array {
  const masked: number[] = []
  for (const byte of data) {
    if (byte === DLE || byte === ETX) masked.push(DLE)
    masked.push(byte)
  }
  masked.push(ETX)
  return Uint8Array.of(STX, ...masked, checksum(masked))
}

const checksum = (bytes: Iterable<number>): number => {
  let sum = 0
  for (const byte of bytes) sum ^= byte
  return sum
}

/** A whole frame, where each byte of its data stands, and which bytes were masked. Throws CodecError. */
export function decodeFrame(bytes: Uint8Array): {
  readonly data: Uint8Array
  readonly places: readonly number[]
  readonly masked: readonly number[]
  readonly bcc: number
} {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  if (bytes[0] !== STX) throw new CodecError('decode.marker', 0, 'a frame begins with 02')
  const data: number[] = []
  const places: number[] = []
  const masked: number[] = []
  let offset = 1
  for (; offset < bytes.length && bytes[offset] !== ETX; offset++) {
    places.push(offset)
    if (bytes[offset] !== DLE) {
      data.push(bytes[offset] as number)
      continue
    }
    const byte = bytes[++offset]
    if (byte === undefined) throw new CodecError('decode.truncated', offset, 'the masked byte is missing')
    masked.push(byte)
    data.push(byte)
  }
  const bcc = bytes[offset + 1]
  if (bcc === undefined) throw new CodecError('decode.truncated', bytes.length, 'the frame goes on')
  if (bytes.length > offset + 2) throw new CodecError('decode.trailing', offset + 2, 'bytes after the frame')
  const computed = checksum(bytes.subarray(1, offset + 1))
  if (computed !== bcc) {
    throw new CodecError('decode.checksum', offset + 1, `BCC ${toHexadecimal(Uint8Array.of(computed))} expected`)
  }
  return { data: Uint8Array.from(data), places, masked, bcc }
}

/** STX may also stand inside of a frame, where nothing masks it. */
export const createFrameCutter = () =>
  new MarkedCutter({
    start: STX,
    startIsUnique: false,
    controls: controlNames,
    longest: longestFrame,
    begin() {
      let masked = false
      let ending = false
      return (byte) => {
        if (ending) return 'complete'
        if (masked) masked = false
        else if (byte === DLE) masked = true
        else if (byte === ETX) ending = true
        return 'goes on'
      }
    },
    check: decodeFrame,
  })
