import { CodecError } from '../../../../codecs/codec-error.ts'

/** A piece of a message: fragment byte, length, data, CRC u16 LE over all of them. */
export interface Packet {
  readonly number: number
  readonly more: boolean
  readonly data: Uint8Array
  readonly checksum: number
}

/** CRC-16/CCITT-FALSE. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0xffff
  for (const byte of bytes) {
    sum ^= byte << 8
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : (sum << 1) & 0xffff
  }
  return sum
}

/** Reads one packet. Throws CodecError. */
export function readPacket(bytes: Uint8Array): Packet {
  if (bytes.length < 4) throw new CodecError('decode.truncated', bytes.length, 'a packet has four bytes at least')
  const [first = 0, length = 0] = bytes
  if (bytes.length < length + 4)
    throw new CodecError('decode.truncated', bytes.length, `the packet says ${length} bytes of data`)
  if (bytes.length > length + 4) throw new CodecError('decode.trailing', length + 4, 'bytes after the packet')
  const told = (bytes[length + 2] ?? 0) | ((bytes[length + 3] ?? 0) << 8)
  if (told !== checksum(bytes.subarray(0, length + 2))) throw new CodecError('decode.checksum', length + 2, 'wrong CRC')
  return { number: first & 0x7f, more: (first & 0x80) !== 0, data: bytes.slice(2, length + 2), checksum: told }
}

/** Bare bytes between frames. */
export const acknowledgements: Readonly<Record<number, string>> = {
  0x04: 'final ACK of our previous message',
  0x06: 'even fragment accepted',
  0x07: 'odd fragment accepted',
  0x15: 'rejected',
}

const [start, usual, abort, end] = [0x02, 0x23, 0x21, 0x03]

/** Acknowledgements and frames `02 23 base64 03` in the order in which they stand. Throws CodecError. */
export function readFrames(bytes: Uint8Array): {
  readonly acknowledgements: readonly number[]
  readonly packets: readonly Packet[]
  /** A frame started with `02 21`, which breaks an operation off. */
  readonly aborts: boolean
} {
  const found: number[] = []
  const packets: Packet[] = []
  let aborts = false
  let offset = 0
  while (offset < bytes.length) {
    const byte = bytes[offset] ?? 0
    if (byte in acknowledgements && packets.length === 0) {
      found.push(byte)
      offset++
      continue
    }
    if (byte !== start) throw new CodecError('decode.marker', offset, 'no frame starts here')
    if (bytes[offset + 1] === undefined) throw new CodecError('decode.truncated', offset + 1, 'the frame is incomplete')
    aborts ||= bytes[offset + 1] === abort
    if (bytes[offset + 1] !== usual && bytes[offset + 1] !== abort)
      throw new CodecError('decode.marker', offset + 1, 'an unknown kind of frame')
    const stop = bytes.indexOf(end, offset)
    if (stop < 0) throw new CodecError('decode.truncated', bytes.length, 'no 03 at the end')
    packets.push(readPacket(fromBase64(bytes.subarray(offset + 2, stop), offset + 2)))
    offset = stop + 1
  }
  return { acknowledgements: found, packets, aborts }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Terminals leave rubbish in the unused low bits of the last character, which strict decoders refuse. */
function fromBase64(bytes: Uint8Array, place: number): Uint8Array {
  const result: number[] = []
  let bits = 0
  let held = 0
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0x3d) break
    const value = alphabet.indexOf(String.fromCharCode(byte))
    if (value < 0) throw new CodecError('decode.text', place + index, 'not base64')
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    result.push((held >> bits) & 0xff)
  }
  return Uint8Array.from(result)
}
