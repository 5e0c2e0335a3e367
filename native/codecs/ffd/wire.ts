import { CodecError } from '../codec-error.ts'
import type { DecodedMessage, DecodedValue, StreamCutter, WireFormat, WireInput } from '../wire-format.ts'
import { decodeDocument } from './decode-document.ts'
import { decodeElements, findDamage } from './decode-elements.ts'
import { hexadecimal } from './hexadecimal-text.ts'
import { documentKinds, type FfdDocument, type FfdElement } from './document.ts'
import { decodeStorageFrame, decodeStoragePayload } from './storage-payloads.ts'
import { decodeCp866 } from './cp866.ts'
import { decodeFixedInteger, decodeFvln, decodeVln, wallTime } from './values.ts'

/**
 * `ffd-tlv` of the command line: a document, a list of elements, or (with `--command vln` and the like) one bare value.
 * Throws `decode.truncated` with the place where the list breaks.
 */
export function decodeFfdTlv(input: Pick<WireInput, 'bytes' | 'command'>): DecodedMessage {
  const { bytes, command } = input
  if (command !== undefined)
    return { name: command, value: { value: decodeBareValue(command, bytes) }, fields: [], bare: true }
  const code = bytes.length >= 4 ? (bytes[0] as number) | ((bytes[1] as number) << 8) : 0
  if (code in documentKinds) {
    const document = decodeDocument(bytes)
    refuseDamage(document.elements)
    return { name: document.kind, value: describeDocument(document, bytes), fields: document.elements.map(asField) }
  }
  const elements = decodeElements(bytes)
  refuseDamage(elements)
  return { name: 'TLV', value: { elements: elements.map(describeElement) }, fields: elements.map(asField), bare: true }
}

/** A document as JSON. The message sign behind the body of an operator's dump stands apart as `trailer`. */
export function describeDocument(document: FfdDocument, bytes: Uint8Array): { readonly [name: string]: DecodedValue } {
  const bodyLen = (bytes[2] as number) | ((bytes[3] as number) << 8)
  const inside = document.elements.filter(({ offset }) => offset < 4 + bodyLen)
  const trailer = bytes.length > 4 + bodyLen ? { trailer: hexadecimal(bytes, 4 + bodyLen) } : {}
  return { form: document.code, kind: document.kind, bodyLen, fields: inside.map(describeElement), ...trailer }
}

/** `fn-document` of the command line: the storage's fixed structures (`--command 40`, the default), or a whole frame of its link. */
export function decodeFnDocument(input: Pick<WireInput, 'bytes' | 'command' | 'direction'>): DecodedMessage {
  const { bytes } = input
  const command = input.command === undefined ? undefined : commandNumber(input.command)
  if (bytes[0] === 0x04 && looksLikeFrame(bytes)) return decodeFrame(input, command)
  const value = decodeStoragePayload(command ?? 0x40, bytes)
  return { name: `${(command ?? 0x40).toString(16).toUpperCase()}h`, value, fields: [] }
}

function decodeFrame(input: Pick<WireInput, 'bytes' | 'direction'>, command: number | undefined): DecodedMessage {
  const { code, data, crc } = decodeStorageFrame(input.bytes)
  if (input.direction === 'to-device') {
    return { name: `${code.toString(16)}h`, value: { cmd: code, data: hexadecimal(data), crc }, fields: [] }
  }
  const answer = code & 0x7f
  const base = { answer, warning: (code & 0x80) !== 0, crc }
  // The answer «no requisite» and its kin name the tag.
  if ((answer === 0x0b || answer === 0x0c || answer === 0x3c) && data.length === 2) {
    return { name: 'answer', value: { ...base, tag: (data[0] as number) | ((data[1] as number) << 8) }, fields: [] }
  }
  const payload =
    command !== undefined && answer === 0
      ? { cmd: command, ...decodeStoragePayload(command, data) }
      : { data: hexadecimal(data) }
  return { name: 'answer', value: { ...base, ...payload }, fields: [] }
}

function looksLikeFrame(bytes: Uint8Array): boolean {
  return bytes.length >= 6 && bytes.length === 5 + ((bytes[1] as number) | ((bytes[2] as number) << 8))
}

/** `40`, `40h`, `0x40` are hexadecimal as the protocol writes them; `64` would be ambiguous and is read so too. */
function commandNumber(text: string): number {
  const digits = /^(?:0x)?([0-9a-f]{1,2})h?$/iu.exec(text.trim())?.[1]
  if (!digits) throw new CodecError('decode.unknown', 0, `no storage command: ${text}`)
  return Number.parseInt(digits, 16)
}

function decodeBareValue(type: string, bytes: Uint8Array): DecodedValue {
  switch (type) {
    case 'byte':
      return decodeFixedInteger(bytes, 1)
    case 'uint16':
      return decodeFixedInteger(bytes, 2)
    case 'uint32':
      return decodeFixedInteger(bytes, 4)
    case 'vln':
      return plain(decodeVln(bytes))
    case 'fvln': {
      const { point, mantissa, text } = decodeFvln(bytes)
      return { point, mantissa: plain(mantissa), text }
    }
    case 'string':
      return decodeCp866(bytes)
    case 'unixtime': {
      const unix = decodeFixedInteger(bytes, 4)
      return { unix, local: wallTime(unix) }
    }
    case 'bytes':
      return hexadecimal(bytes)
    default:
      throw new CodecError('decode.unknown', 0, `no type of value: ${type}`)
  }
}

function refuseDamage(elements: readonly FfdElement[]): void {
  const damaged = findDamage(elements)
  if (damaged && !damaged.known) throw new CodecError('decode.truncated', damaged.offset, damaged.problem ?? '')
}

export function describeElement(element: FfdElement): { readonly [name: string]: DecodedValue } {
  const head = { tag: element.tag, len: element.length - 4, name: element.name.ru, type: element.type }
  if (element.type === 'stlv') return { ...head, children: element.children.map(describeElement) }
  return {
    ...head,
    value: describeValue(element),
    text: element.text,
    ...(element.meaning ? { meaning: element.meaning.ru } : {}),
    ...(element.problem ? { problem: element.problem } : {}),
  }
}

function describeValue(element: FfdElement): DecodedValue {
  const { value } = element
  if (element.type === 'unixtime' && typeof value === 'string')
    return { unix: Date.parse(`${value}Z`) / 1000, local: value }
  if (element.type === 'fvln' && typeof value === 'string') {
    const point = value.indexOf('.')
    return { point: point < 0 ? 0 : value.length - point - 1, mantissa: Number(value.replace('.', '')), text: value }
  }
  return value === undefined ? null : plain(value)
}

function plain(value: number | bigint | string): number | string {
  return typeof value === 'bigint' ? String(value) : value
}

function asField(element: FfdElement) {
  return {
    name: `${element.tag} ${element.name.ru}`,
    value: element.type === 'stlv' ? element.children.map(describeElement) : element.text,
    offset: element.offset,
    length: element.length,
    meaning: element.meaning,
  }
}

/** These structures come one at a time, never as a stream: what is pushed is one message. */
function createWholeCutter(): StreamCutter {
  return { push: (bytes) => [{ kind: 'frame', bytes }], flush: () => [] }
}

export const ffdTlv: WireFormat = { dialects: ['ffd'], decode: decodeFfdTlv, createCutter: createWholeCutter }

/** A frame of the storage's link does not tell which way it goes; these names do. */
const directionOfDialect: Readonly<Record<string, WireInput['direction']>> = {
  'fn-command': 'to-device',
  'fn-reply': 'from-device',
}

export const fnDocument: WireFormat = {
  dialects: ['fn-payload', 'fn-command', 'fn-reply'],
  decode: (input) =>
    decodeFnDocument({ ...input, direction: directionOfDialect[input.dialect ?? ''] ?? input.direction }),
  createCutter: createWholeCutter,
}
