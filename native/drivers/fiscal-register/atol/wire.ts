import { CodecError } from '../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../codecs/hexadecimal.ts'
import type { DecodedField, DecodedMessage, WireFormat, WireInput } from '../../../codecs/wire-format.ts'
import { EitherCutter } from '../shared/codec/stream-pieces.ts'
import { decodeBcd } from './codec/bcd.ts'
import { decodeText } from './codec/charset.ts'
import * as frame from './link-v2/frame.ts'
import * as packet from './link-v3/packet.ts'
import { decodeRequest, decodeResponse } from './wire-command.ts'
import { decodeJson } from './wire-json.ts'
import { decodeTask } from './wire-task.ts'

type Decoder = (input: WireInput) => DecodedMessage

const dialects: Readonly<Record<string, Decoder>> = {
  'atol-v3': decodePacket,
  'atol-v2': decodeFrame,
  'atol-v3-task': ({ bytes, direction, command }) => decodeTask(bytes, direction, command),
  'atol-bcd': decodeNumber,
  'atol-charset': decodeCharset,
}

export const wire: WireFormat = {
  dialects: Object.keys(dialects),
  decode(input: WireInput) {
    if (input.bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
    return ((input.dialect && dialects[input.dialect]) || recognise(input.bytes))(input)
  },
  createCutter: () => new EitherCutter(packet.START, packet.createPacketCutter(), frame.createFrameCutter()),
}

/** The first byte tells the transport; anything that opens neither is refused. */
function recognise(bytes: Uint8Array): Decoder {
  const [first = 0] = bytes
  if (first === packet.START) return decodePacket
  if (first === frame.STX || first in frame.controlNames) return decodeFrame
  // A task of the vendor's driver, pasted to the wrong family of the two: it is read in full as `atol-json-task`.
  if (first === 0x7b || first === 0x5b) return ({ bytes: text }) => decodeJson(text)
  if (first >= 0xc1 && first <= 0xc5) return ({ bytes: data }) => decodeTask(data, 'to-device', undefined)
  if (first >= 0xa1 && first <= 0xb4) {
    return ({ bytes: data, command }) => decodeTask(data, 'from-device', command)
  }
  throw new CodecError('decode.marker', 0, 'neither a packet nor a frame')
}

function decodePacket({ bytes, direction, command }: WireInput): DecodedMessage {
  const { id, data, places } = packet.decodePacket(bytes)
  const common = { packetId: id, length: data.length, lengthBytes: spaced(bytes.subarray(1, 3)) }
  const head: DecodedField[] = [
    { name: 'length', value: data.length, offset: 1, length: 2 },
    { name: 'packetId', value: id, offset: 3, length: 1 },
  ]
  if (data.length === 0) {
    return { name: 'empty packet: send again', value: { ...common, data: '' }, fields: head }
  }
  // An answer in a paste whose direction nobody told: commands to the buffer and its answers have no code in common.
  const heading = data[0] !== undefined && data[0] >= 0xc1 ? 'to-device' : direction
  const inner = decodeTask(data, data[0] !== undefined && data[0] < 0xc1 ? 'from-device' : heading, command)
  const placed = inner.fields.map((field) => {
    const offset = places[field.offset] ?? 4
    return { ...field, offset, length: (places[field.offset + field.length] ?? bytes.length) - offset }
  })
  const crcAt = places[data.length] ?? bytes.length - 1
  return {
    name: inner.name,
    value: { ...inner.value, ...common, data: toHexadecimal(data) },
    fields: [
      ...head,
      ...placed,
      { name: 'CRC8', value: toHexadecimal(bytes.subarray(crcAt)), offset: crcAt, length: bytes.length - crcAt },
    ],
  }
}

const spaced = (bytes: Uint8Array): string => toHexadecimal(bytes).replace(/(..)(?=.)/gu, '$1 ')

function decodeFrame({ bytes, direction, command }: WireInput): DecodedMessage {
  const control = bytes.length === 1 ? frame.controlNames[bytes[0] ?? 0] : undefined
  if (control)
    return { name: control, value: { control }, fields: [{ name: 'control', value: control, offset: 0, length: 1 }] }
  const { data, places, masked, bcc } = frame.decodeFrame(bytes)
  const common = {
    data: toHexadecimal(data),
    bcc: toHexadecimal(Uint8Array.of(bcc)),
    masked: masked.map((byte) => toHexadecimal(Uint8Array.of(byte))),
  }
  const check: DecodedField = { name: 'BCC', value: common.bcc, offset: bytes.length - 1, length: 1 }
  try {
    const inner = direction === 'to-device' ? decodeRequest(data) : decodeResponse(data, command)
    const fields = inner.fields.map((field) => {
      const offset = places[field.offset] ?? 1
      return { ...field, offset, length: (places[field.offset + field.length] ?? bytes.length - 2) - offset }
    })
    return { name: inner.name, value: { ...inner.value, ...common }, fields: [...fields, check] }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    return { name: 'frame', value: common, fields: [check] }
  }
}

function decodeNumber({ bytes }: WireInput): DecodedMessage {
  const value = decodeBcd(bytes)
  if (!Number.isSafeInteger(value)) throw new CodecError('decode.length', 0, 'more digits than a number has')
  return {
    name: 'BCD',
    value: { value, bytes: bytes.length, order: 'big-endian BCD' },
    fields: [{ name: 'value', value, offset: 0, length: bytes.length }],
  }
}

function decodeCharset({ bytes }: WireInput): DecodedMessage {
  const text = decodeText(bytes)
  return { name: 'text', value: { text }, fields: [{ name: 'text', value: text, offset: 0, length: bytes.length }] }
}
