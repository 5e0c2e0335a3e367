import { CodecError } from '../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../codecs/hexadecimal.ts'
import { EitherCutter } from '../shared/codec/stream-pieces.ts'
import type { DecodedField, DecodedMessage, Direction, WireFormat, WireInput } from '../../../codecs/wire-format.ts'
import * as standard from './link-v1/frame.ts'
import * as numbered from './link-v2/frame.ts'
import * as channel from './link-v3/frame.ts'
import { decodeCommand } from './wire-command.ts'
import { decodeChannelTranscript, decodeStandardTranscript } from './wire-transcript.ts'

type Decoder = (bytes: Uint8Array, direction: Direction) => DecodedMessage

const dialects: Readonly<Record<string, Decoder>> = {
  'shtrih-v1': decodeStandard,
  'shtrih-v2': decodeNumbered,
  'shtrih-v3': decodeChannel,
  'shtrih-command': (bytes, direction) => decodeCommand(bytes, direction),
  'shtrih-v1-link': decodeStandardTranscript,
  'shtrih-v2-crc16': describeChecksum,
}

export const wire: WireFormat = {
  dialects: Object.keys(dialects),
  decode({ bytes, direction, dialect }: WireInput) {
    if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
    const decode = dialect === undefined || !(dialect in dialects) ? recognise(bytes) : dialects[dialect]
    return (decode ?? recognise(bytes))(bytes, direction)
  },
  createCutter: () => new EitherCutter(numbered.START, numbered.createFrameCutter(), new standard.FrameCutter()),
}

/** The first byte tells the link layer; anything that opens none of them is a bare command. */
function recognise(bytes: Uint8Array): Decoder {
  const [first = 0, second = 0] = bytes
  switch (first) {
    case standard.STX:
      return bytes.length > second + 3 && second > 0 ? decodeStandardTranscript : decodeStandard
    case standard.ENQ:
    case standard.ACK:
    case standard.NAK:
      return bytes.length > 1 ? decodeStandardTranscript : decodeStandard
    case numbered.START:
      return decodeNumbered
    case channel.PROBE:
    case channel.PROBE_ANSWER:
      return decodeChannel
    case channel.START:
      return isChannelFrame(bytes) ? decodeChannel : decodeCommand
    default:
      return decodeCommand
  }
}

/** Byte 82h is also the command «sale refund (legacy)»: only a frame whose length and checksum fit is a frame. */
function isChannelFrame(bytes: Uint8Array): boolean {
  try {
    channel.decodeFrame(bytes)
    return true
  } catch (error) {
    if (error instanceof CodecError) return false
    throw error
  }
}

const controls: Readonly<Record<number, string>> = {
  [standard.ENQ]: 'ENQ',
  [standard.ACK]: 'ACK',
  [standard.NAK]: 'NAK',
}

function decodeStandard(bytes: Uint8Array, direction: Direction): DecodedMessage {
  const control = bytes.length === 1 ? controls[bytes[0] ?? 0] : undefined
  if (control)
    return { name: control, value: { control }, fields: [{ name: 'control', value: control, offset: 0, length: 1 }] }
  const payload = standard.decodeFrame(bytes)
  const command = decodeCommand(payload, direction, 2)
  const lrc = toHexadecimal(bytes.subarray(-1))
  return {
    name: command.name,
    value: { frame: { stx: standard.STX, length: payload.length, lrc }, ...command.value },
    fields: [
      { name: 'STX', value: '02', offset: 0, length: 1 },
      { name: 'length', value: payload.length, offset: 1, length: 1 },
      ...command.fields,
      { name: 'LRC', value: lrc, offset: bytes.length - 1, length: 1 },
    ],
  }
}

function decodeNumbered(bytes: Uint8Array, direction: Direction): DecodedMessage {
  const { number, payload, stuffed, places } = numbered.decodeFrame(bytes)
  const frame = { stx: numbered.START, number: number ?? null, stuffed }
  if (number === undefined) return bare('I (ping)', frame)
  if (payload.length === 0) return bare('II (nothing executed yet)', frame)
  const command = decodeCommand(payload, direction, 5)
  const fields: DecodedField[] = [{ name: 'number', value: number, offset: 3, length: 2 }, ...command.fields]
  return {
    name: command.name,
    value: { frame, ...command.value },
    fields: fields.map((field) => {
      const offset = places[field.offset] ?? 0
      return { ...field, offset, length: (places[field.offset + field.length] ?? bytes.length) - offset }
    }),
  }
}

function bare(
  type: string,
  frame: { readonly stx: number; readonly number: number | null; readonly stuffed: boolean },
): DecodedMessage {
  return { name: type, value: { frame, type }, fields: [{ name: 'type', value: type, offset: 0, length: 5 }] }
}

function decodeChannel(bytes: Uint8Array, direction: Direction): DecodedMessage {
  if (bytes[0] !== channel.START || !isChannelFrame(bytes)) return decodeChannelTranscript(bytes)
  const frame = channel.decodeFrame(bytes)
  const command = decodeCommand(frame.payload, direction, 5)
  const { channel: line, number, crc, checked } = frame
  return {
    name: command.name,
    value: {
      frame: {
        stx: channel.START,
        channel: line,
        number,
        length: frame.payload.length,
        crc: crc.toString(16).toUpperCase().padStart(4, '0'),
        checked,
      },
      ...command.value,
    },
    fields: [
      { name: 'channel', value: line, offset: 1, length: 1 },
      { name: 'number', value: number, offset: 2, length: 1 },
      ...command.fields,
    ],
  }
}

/** What the numbered link layer would append to these bytes. */
function describeChecksum(bytes: Uint8Array): DecodedMessage {
  const crc = numbered.crc16(bytes)
  const sent = Uint8Array.of(crc & 255, crc >> 8)
  return {
    name: 'CRC-16',
    value: {
      crc16: crc.toString(16).toUpperCase().padStart(4, '0'),
      sentLittleEndian: toHexadecimal(sent),
      algorithm: 'CRC-16/CCITT, poly 1021h, init FFFFh, no reflection, over LEN..DATA before stuffing',
    },
    fields: [],
  }
}
