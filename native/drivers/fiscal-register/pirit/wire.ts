import { CodecError } from '../../../codecs/codec-error.ts'
import type { DecodedField, DecodedMessage, DecodedValue, WireFormat, WireInput } from '../../../codecs/wire-format.ts'
import { controlNames, createPacketCutter } from './codec/packet-cutter.ts'
import { ACK, decodeAnswerPacket, decodeCommandPacket, ENQ, LF, STX, type PacketValue } from './codec/packet.ts'
import { findCommand, nameOf } from './commands/catalogue.ts'
import { readParameters, readResult, showCode, type Command } from './commands/command.ts'
import { machineError } from './error-codes.ts'

export const wire: WireFormat = {
  dialects: ['pirit-link'],
  decode(input) {
    const [first] = input.bytes
    if (first === undefined) throw new CodecError('decode.empty', 0, 'no bytes')
    if (input.bytes.length === 1 && first in controlNames) return decodeControl(first)
    if (first !== STX) throw new CodecError('decode.marker', 0, 'neither a packet nor a control byte')
    return isCommand(input) ? decodeCommand(input) : decodeAnswer(input)
  },
  createCutter: (direction) => createPacketCutter(direction === 'to-device' ? decodeCommandPacket : decodeAnswerPacket),
}

const controlMeanings: Readonly<Record<number, { readonly ru: string; readonly en: string }>> = {
  [ENQ]: { ru: 'проверка связи', en: 'link check' },
  [ACK]: { ru: 'касса на связи', en: 'the machine is there' },
  [LF]: { ru: 'промотать строку, ответа не будет', en: 'feed one line, no answer' },
}

function decodeControl(byte: number): DecodedMessage {
  const control = controlNames[byte] ?? ''
  const meaning = controlMeanings[byte]
  return {
    name: control,
    value: { control, meaning: meaning?.en ?? '' },
    fields: [{ name: 'control', value: control, offset: 0, length: 1, meaning }],
  }
}

/** The usual passwords are no beginning of an answer, whose code is two hexadecimal digits after the id. */
function isCommand({ bytes, direction }: WireInput): boolean {
  const head = String.fromCharCode(...bytes.subarray(1, 5))
  return head === 'PIRI' || head === 'DRRB' || direction === 'to-device'
}

const code = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0')
const texts = (values: readonly PacketValue[]): string[] => values.map(({ text }) => text)

function decodeCommand({ bytes }: WireInput): DecodedMessage {
  const packet = decodeCommandPacket(bytes)
  const { values } = packet
  const found = findCommand(packet.command, values[0]?.text)
  const { fields, record } = found
    ? listened(values, (listen) => readParameters(found, values, listen))
    : listened(values, undefined)
  return {
    name: title(found, packet.command),
    value: {
      ...record,
      ...nameField(found, packet.command),
      password: packet.password,
      packetId: packet.id,
      command: code(packet.command),
      params: texts(values),
      crc: packet.checksum,
    },
    fields: [
      { name: 'password', value: packet.password, offset: 1, length: 4 },
      { name: 'packetId', value: packet.id, offset: 5, length: 1 },
      { name: 'command', value: code(packet.command), offset: 6, length: 2 },
      ...fields,
      checksumField(bytes, packet.checksum),
    ],
  }
}

function decodeAnswer({ bytes, command }: WireInput): DecodedMessage {
  const packet = decodeAnswerPacket(bytes)
  const { values, error } = packet
  const found = answeredCommand(packet.command, values, command)
  const { fields, record } =
    found && error === 0 ? listened(values, (listen) => readResult(found, values, listen)) : listened(values, undefined)
  const { text } = machineError(error)
  return {
    name: `${title(found, packet.command)}${error === 0 ? '' : `: ${text.en}`}`,
    value: {
      ...record,
      ...nameField(found, packet.command),
      packetId: packet.id,
      command: code(packet.command),
      error: code(error),
      values: texts(values),
      crc: packet.checksum,
    },
    fields: [
      { name: 'packetId', value: packet.id, offset: 1, length: 1 },
      { name: 'command', value: code(packet.command), offset: 2, length: 2 },
      { name: 'error', value: code(error), offset: 4, length: 2, ...(error === 0 ? {} : { meaning: text }) },
      ...fields,
      checksumField(bytes, packet.checksum),
    ],
  }
}

function title(found: Command | undefined, answered: number): string {
  if (found) return `${showCode(found)} ${found.name}`
  const name = nameOf(answered)
  return name === undefined ? `${code(answered)}h` : `${code(answered)}h ${name}`
}

function nameField(found: Command | undefined, answered: number): { readonly name?: string } {
  const name = found?.name ?? nameOf(answered)
  return name === undefined ? {} : { name }
}

/** `asked` is `78/16` or `78h/16`; an answer that does not repeat its request does not say which it is. */
function answeredCommand(
  answered: number,
  values: readonly PacketValue[],
  asked: string | undefined,
): Command | undefined {
  const [, askedCode = '', request] = /^([\dA-F]{2})h?(?:\/(\d{1,3}))?/iu.exec(asked ?? '') ?? []
  if (request !== undefined && Number.parseInt(askedCode, 16) === answered) return findCommand(answered, request)
  const [first] = texts(values)
  return findCommand(answered, first)
}

/** The values by name; those that fit no known shape stand as they are. */
function listened(
  values: readonly PacketValue[],
  read: ((listen: (field: DecodedField) => void) => unknown) | undefined,
): { readonly fields: readonly DecodedField[]; readonly record: { readonly [name: string]: DecodedValue } } {
  const fields: DecodedField[] = []
  try {
    if (read) {
      read((field) => fields.push(field))
      return { fields, record: Object.fromEntries(fields.map(({ name, value }) => [name, value])) }
    }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
  }
  const named = values.map(({ text, offset, length }, index) => ({
    name: `value${index + 1}`,
    value: text,
    offset,
    length,
  }))
  return { fields: named.filter(({ length }) => length > 0), record: {} }
}

function checksumField(bytes: Uint8Array, checksum: string): DecodedField {
  return { name: 'CRC', value: checksum, offset: bytes.length - 2, length: 2 }
}
