import { CodecError } from '../codec-error.ts'
import { decodeCp866 } from './cp866.ts'
import type { FfdElement } from './document.ts'
import { hexadecimal } from './hexadecimal-text.ts'
import { findTag, type Meaning, type TagDefinition } from './tag-table.ts'
import { decodeFixedInteger, decodeFvln, decodeVln, readWallClock } from './values.ts'

/** Deepest lawful nesting is four; garbage that looks like more is kept as bytes. */
const deepest = 8

/**
 * Reads a TLV list into its tree with meanings. Nothing stops it: an element that does not fit becomes the last one, with
 * `problem`, and a value that breaks its type's rules keeps its bytes and says what is wrong.
 *
 * A full storage holds a quarter of a million documents, so this loop makes one object an element and copies no bytes.
 */
export function decodeElements(bytes: Uint8Array, start = 0, end = bytes.length, depth = 0): FfdElement[] {
  const elements: FfdElement[] = []
  let offset = start
  while (offset < end) {
    if (offset + 4 > end) {
      elements.push(damagedTail(bytes, offset, end, 'the header of an element has 4 bytes'))
      break
    }
    const tag = (bytes[offset] as number) | ((bytes[offset + 1] as number) << 8)
    const length = (bytes[offset + 2] as number) | ((bytes[offset + 3] as number) << 8)
    const valueEnd = offset + 4 + length
    if (valueEnd > end) {
      elements.push(damagedTail(bytes, offset, end, `tag ${tag} claims ${length} bytes, ${end - offset - 4} are left`))
      break
    }
    const definition = findTag(tag)
    elements.push(
      definition
        ? decodeKnown(bytes, definition, offset, valueEnd, depth)
        : decodeUnknown(bytes, tag, offset, valueEnd, depth),
    )
    offset = valueEnd
  }
  return elements
}

/** First element with a problem, at any depth; `undefined` if the list is sound all the way down. */
export function findDamage(elements: readonly FfdElement[]): FfdElement | undefined {
  for (const element of elements) {
    if (element.problem !== undefined) return element
    const inner = findDamage(element.children)
    if (inner) return inner
  }
  return undefined
}

const none: readonly FfdElement[] = []

function decodeKnown(
  bytes: Uint8Array,
  definition: TagDefinition,
  offset: number,
  end: number,
  depth: number,
): FfdElement {
  try {
    return decodeByType(bytes, definition, offset, end, depth)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    const raw = hexadecimal(bytes, offset + 4, end)
    return make(definition, definition.type, raw, raw, offset, end, undefined, error.detail)
  }
}

function decodeByType(
  bytes: Uint8Array,
  definition: TagDefinition,
  offset: number,
  end: number,
  depth: number,
): FfdElement {
  const start = offset + 4
  switch (definition.type) {
    case 'string': {
      const text = decodeCp866(bytes, start, end)
      return make(
        definition,
        'string',
        text,
        withoutPadding(text),
        offset,
        end,
        undefined,
        lengthProblem(definition, end - start),
      )
    }
    case 'vln': {
      return new NumberElement(definition, decodeVln(bytes, start, end), offset, end)
    }
    case 'byte':
      return decodeNumber(definition, 'byte', decodeFixedInteger(bytes, 1, start, end), offset, end)
    case 'uint32':
      return decodeNumber(definition, 'uint32', decodeFixedInteger(bytes, 4, start, end), offset, end)
    case 'uint16':
      return decodeNumber(definition, 'uint16', decodeFixedInteger(bytes, 2, start, end), offset, end)
    case 'unixtime': {
      const { date, time, printedDate } = readWallClock(decodeFixedInteger(bytes, 4, start, end))
      return make(definition, 'unixtime', `${date}T${time}`, `${printedDate} ${time}`, offset, end)
    }
    case 'fvln': {
      const { text } = decodeFvln(bytes, start, end)
      return make(definition, 'fvln', text, text, offset, end)
    }
    case 'bytes': {
      const raw = hexadecimal(bytes, start, end)
      const text = definition.tag === 1077 ? printedSign(bytes, start, end) : raw
      return make(definition, 'bytes', raw, text, offset, end, undefined, lengthProblem(definition, end - start))
    }
    case 'stlv':
      if (depth >= deepest) return make(definition, 'stlv', undefined, '', offset, end, undefined, 'nested too deep')
      return make(
        definition,
        'stlv',
        undefined,
        '',
        offset,
        end,
        undefined,
        undefined,
        decodeElements(bytes, start, end, depth + 1),
      )
  }
}

function decodeNumber(
  definition: TagDefinition,
  type: 'byte' | 'uint16' | 'uint32',
  number: number,
  offset: number,
  end: number,
): FfdElement {
  const { bits, values } = definition
  if (bits) {
    const meaning = meaningOfBits(definition, bits, number)
    return make(definition, 'bitmask', number, meaning.ru || String(number), offset, end, meaning)
  }
  if (values) {
    const meaning = values.get(number)
    const problem = meaning ? undefined : `no meaning for ${number}`
    return make(definition, type, number, meaning?.ru ?? String(number), offset, end, meaning, problem)
  }
  return make(definition, type, number, String(number), offset, end)
}

/** A shop uses a handful of masks again and again. Bounded, because garbage has four milliard of them. */
const knownMasks = new Map<number, Meaning>()
const mostMasks = 4096

function meaningOfBits(definition: TagDefinition, bits: ReadonlyMap<number, Meaning>, mask: number): Meaning {
  const key = definition.tag * 2 ** 32 + mask
  const known = knownMasks.get(key)
  if (known) return known
  const set = [...bits].filter(([bit]) => Math.floor(mask / 2 ** bit) % 2 === 1).map(([, meaning]) => meaning)
  const meaning = { ru: set.map(({ ru }) => ru).join(', '), en: set.map(({ en }) => en).join(', ') }
  if (knownMasks.size < mostMasks) knownMasks.set(key, meaning)
  return meaning
}

function make(
  definition: TagDefinition,
  type: FfdElement['type'],
  value: FfdElement['value'],
  text: string,
  offset: number,
  end: number,
  meaning?: Meaning,
  problem?: string,
  children: readonly FfdElement[] = none,
): FfdElement {
  const { tag, name } = definition
  return { tag, name, type, value, text, meaning, offset, length: end - offset, known: true, problem, children }
}

/** A number of variable length. Most are sums that nobody reads as text, so the text is made when it is asked for. */
class NumberElement implements FfdElement {
  readonly tag: number
  readonly name: Meaning
  readonly type = 'vln'
  readonly value: number | bigint
  readonly meaning = undefined
  readonly offset: number
  readonly length: number
  readonly known = true
  readonly problem = undefined
  readonly children = none
  readonly #definition: TagDefinition

  constructor(definition: TagDefinition, value: number | bigint, offset: number, end: number) {
    this.tag = definition.tag
    this.name = definition.name
    this.value = value
    this.offset = offset
    this.length = end - offset
    this.#definition = definition
  }

  get text(): string {
    return this.#definition.money ? rubles(this.value) : String(this.value)
  }
}

function lengthProblem({ length }: TagDefinition, actual: number): string | undefined {
  return length === undefined || actual === length ? undefined : `${length} bytes expected, not ${actual}`
}

/** A tag of a later format or of one vendor: opened if its value is a sound list of known tags, else kept as bytes. */
function decodeUnknown(bytes: Uint8Array, tag: number, offset: number, end: number, depth: number): FfdElement {
  const start = offset + 4
  const name = { ru: `Тег ${tag}`, en: `Tag ${tag}` }
  const base = { tag, name, meaning: undefined, offset, length: end - offset, known: false, problem: undefined }
  if (end - start >= 5 && depth < deepest) {
    const children = decodeElements(bytes, start, end, depth + 1)
    if (!findDamage(children) && children.every(({ known }) => known))
      return { ...base, type: 'stlv', value: undefined, text: '', children }
  }
  const raw = hexadecimal(bytes, start, end)
  return { ...base, type: 'unknown', value: raw, text: raw, children: none }
}

function damagedTail(bytes: Uint8Array, offset: number, end: number, problem: string): FfdElement {
  const tag = offset + 2 <= end ? (bytes[offset] as number) | ((bytes[offset + 1] as number) << 8) : 0
  const rest = hexadecimal(bytes, offset, end)
  const name = findTag(tag)?.name ?? { ru: 'Повреждённый остаток', en: 'Damaged rest' }
  return {
    tag,
    name,
    type: 'unknown',
    value: rest,
    text: rest,
    meaning: undefined,
    offset,
    length: end - offset,
    known: false,
    problem,
    children: none,
  }
}

/** ФПД on paper: the last four bytes as a big-endian number of ten digits. */
function printedSign(bytes: Uint8Array, start: number, end: number): string {
  if (end - start < 4) return hexadecimal(bytes, start, end)
  let number = 0
  for (let index = end - 4; index < end; index++) number = number * 256 + (bytes[index] as number)
  return String(number).padStart(10, '0')
}

/** Blanks pad requisites of a fixed width; older machines use zero bytes. */
function withoutPadding(text: string): string {
  let end = text.length
  while (end > 0 && (text.charCodeAt(end - 1) === 0x20 || text.charCodeAt(end - 1) === 0)) end--
  return end === text.length ? text : text.slice(0, end)
}

/** `1234.56` of kopecks. */
export function rubles(kopecks: number | bigint): string {
  const digits = String(kopecks).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
