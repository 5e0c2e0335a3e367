import { CodecError } from '../codec-error.ts'
import type { FfdElement } from './document.ts'
import { findTag, type TagDefinition } from './tag-table.ts'
import { walkTlv, type TlvSlice } from './tlv-reader.ts'
import { decodeCp866, decodeFixedInteger, decodeFvln, decodeVln, wallTime } from './values.ts'

/** Deepest lawful nesting is four; garbage that looks like more is kept as bytes. */
const deepest = 8

/**
 * Reads a TLV list into its tree with meanings. Nothing stops it: an element that does not fit becomes the last one, with
 * `problem`, and a value that breaks its type's rules keeps its bytes and says what is wrong.
 */
export function decodeElements(bytes: Uint8Array, start = 0, end = bytes.length, depth = 0): FfdElement[] {
  const elements: FfdElement[] = []
  let reached = start
  try {
    for (const slice of walkTlv(bytes, start, end)) {
      elements.push(decodeElement(bytes, slice, depth))
      reached = slice.valueEnd
    }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    elements.push(damagedTail(bytes, reached, end, error.detail))
  }
  return elements
}

/** True if the whole of `bytes` between `start` and `end` is a sound list, all the way down. */
export function findDamage(elements: readonly FfdElement[]): FfdElement | undefined {
  for (const element of elements) {
    if (element.problem !== undefined) return element
    const inner = findDamage(element.children)
    if (inner) return inner
  }
  return undefined
}

function decodeElement(bytes: Uint8Array, slice: TlvSlice, depth: number): FfdElement {
  const definition = findTag(slice.tag)
  const place = { tag: slice.tag, offset: slice.offset, length: slice.valueEnd - slice.offset }
  const value = bytes.subarray(slice.valueStart, slice.valueEnd)
  if (!definition) return { ...place, ...decodeUnknown(bytes, slice, depth) }
  const base = { ...place, name: definition.name, known: true }
  if (definition.type === 'stlv') {
    if (depth >= deepest)
      return { ...base, type: 'stlv', value: undefined, text: '', problem: 'nested too deep', children: [] }
    return {
      ...base,
      type: 'stlv',
      value: undefined,
      text: '',
      children: decodeElements(bytes, slice.valueStart, slice.valueEnd, depth + 1),
    }
  }
  try {
    return { ...base, ...decodeTyped(definition, value), children: [] }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    return {
      ...base,
      type: definition.type,
      value: hexadecimal(value),
      text: hexadecimal(value),
      problem: error.detail,
      children: [],
    }
  }
}

type Reading = Pick<FfdElement, 'type' | 'value' | 'text'> & { meaning?: FfdElement['meaning']; problem?: string }

function decodeTyped(definition: TagDefinition, value: Uint8Array): Reading {
  const { type } = definition
  switch (type) {
    case 'string': {
      const text = decodeCp866(value)
      return withLengthCheck(definition, value, { type, value: text, text: withoutPadding(text) })
    }
    case 'bytes': {
      const text = hexadecimal(value)
      return withLengthCheck(definition, value, {
        type,
        value: text,
        text: definition.tag === 1077 ? printedSign(value) : text,
      })
    }
    case 'unixtime': {
      const time = wallTime(decodeFixedInteger(value, 4))
      return {
        type,
        value: time,
        text: `${time.slice(8, 10)}.${time.slice(5, 7)}.${time.slice(0, 4)} ${time.slice(11)}`,
      }
    }
    case 'vln': {
      const number = decodeVln(value)
      return { type, value: number, text: definition.money ? rubles(number) : String(number) }
    }
    case 'fvln': {
      const decimal = decodeFvln(value)
      return { type, value: decimal.text, text: decimal.text }
    }
    case 'byte':
    case 'uint16':
    case 'uint32':
      return decodeNumber(definition, value)
    case 'stlv':
      throw new CodecError('decode.value', 0, 'a list is not a value')
  }
}

function decodeNumber(definition: TagDefinition, value: Uint8Array): Reading {
  const type = definition.type as 'byte' | 'uint16' | 'uint32'
  const number = decodeFixedInteger(value, type === 'byte' ? 1 : type === 'uint16' ? 2 : 4)
  if (definition.bits) {
    const set = [...definition.bits].filter(([bit]) => (number & (2 ** bit)) !== 0).map(([, meaning]) => meaning)
    const meaning = { ru: set.map(({ ru }) => ru).join(', '), en: set.map(({ en }) => en).join(', ') }
    return { type: 'bitmask', value: number, text: meaning.ru || String(number), meaning }
  }
  if (definition.values) {
    const meaning = definition.values.get(number)
    return meaning
      ? { type, value: number, text: meaning.ru, meaning }
      : { type, value: number, text: String(number), problem: `no meaning for ${number}` }
  }
  if (definition.flag) {
    const meaning = number === 0 ? { ru: 'нет', en: 'no' } : { ru: 'да', en: 'yes' }
    return { type, value: number, text: meaning.ru, meaning }
  }
  return { type, value: number, text: String(number) }
}

function withLengthCheck(definition: TagDefinition, value: Uint8Array, reading: Reading): Reading {
  const { length } = definition
  return length === undefined || value.length === length
    ? reading
    : { ...reading, problem: `${length} bytes expected, not ${value.length}` }
}

/** A tag of a later format or of one vendor: opened if its value is a sound list of tags that could be, else text or bytes. */
function decodeUnknown(
  bytes: Uint8Array,
  slice: TlvSlice,
  depth: number,
): Omit<FfdElement, 'tag' | 'offset' | 'length'> {
  const value = bytes.subarray(slice.valueStart, slice.valueEnd)
  const base = { name: { ru: `Тег ${slice.tag}`, en: `Tag ${slice.tag}` }, known: false }
  if (value.length >= 5 && depth < deepest) {
    const children = decodeElements(bytes, slice.valueStart, slice.valueEnd, depth + 1)
    if (!findDamage(children) && children.every(({ known }) => known))
      return { ...base, type: 'stlv', value: undefined, text: '', children }
  }
  return { ...base, type: 'unknown', value: hexadecimal(value), text: hexadecimal(value), children: [] }
}

function damagedTail(bytes: Uint8Array, offset: number, end: number, problem: string): FfdElement {
  const tag = offset + 2 <= end ? (bytes[offset] as number) | ((bytes[offset + 1] as number) << 8) : 0
  const rest = hexadecimal(bytes.subarray(offset, end))
  const name = findTag(tag)?.name ?? { ru: 'Повреждённый остаток', en: 'Damaged rest' }
  return {
    tag,
    name,
    type: 'unknown',
    value: rest,
    text: rest,
    offset,
    length: end - offset,
    known: false,
    problem,
    children: [],
  }
}

/** ФПД on paper: the last four bytes as a big-endian number of ten digits. */
export function printedSign(value: Uint8Array): string {
  if (value.length < 4) return hexadecimal(value)
  const view = new DataView(value.buffer, value.byteOffset + value.length - 4, 4)
  return String(view.getUint32(0)).padStart(10, '0')
}

/** Blanks pad requisites of a fixed width; older machines use zero bytes. */
function withoutPadding(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the padding is a control character
  return text.replace(/[\u0000 ]+$/u, '')
}

/** `1234.56` of kopecks. */
export function rubles(kopecks: number | bigint): string {
  const digits = String(kopecks).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function hexadecimal(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += digits[byte]
  return text
}
