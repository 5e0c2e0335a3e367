import { CodecError } from '../../../../codecs/codec-error.ts'

/** «Multichannel» link layer of new firmware over TCP: known from one vendor's log, so it is read and never spoken. */
export const PROBE = 0x90
export const PROBE_ANSWER = 0x91
export const START = 0x82

interface ChannelFrame {
  readonly channel: number
  /** 1…255; the answer carries the number of its request. */
  readonly number: number
  readonly payload: Uint8Array
  readonly crc: number
  /** The machine of the only public recording sent 0000h and its driver took it. */
  readonly checked: boolean
}

/** Polynomial 8005h, initial FFFFh, most significant bit first, over everything between START and the checksum. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x8005) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

export function decodeFrame(bytes: Uint8Array): ChannelFrame {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  if (bytes[0] !== START) throw new CodecError('decode.marker', 0, 'a frame begins with 82h')
  const [, channel = 0, number = 0, low = 0, high = 0] = bytes
  const size = low | (high << 8)
  if (bytes.length < 5 || bytes.length < size + 7)
    throw new CodecError('decode.truncated', bytes.length, 'frame is cut off')
  if (bytes.length > size + 7) throw new CodecError('decode.trailing', size + 7, 'bytes after the frame')
  const crc = (bytes[size + 5] ?? 0) | ((bytes[size + 6] ?? 0) << 8)
  const checked = crc === crc16(bytes.subarray(1, size + 5))
  if (!checked && crc !== 0) throw new CodecError('decode.checksum', size + 5, 'CRC does not match')
  return { channel, number, payload: bytes.slice(5, size + 5), crc, checked }
}
