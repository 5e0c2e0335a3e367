import englishNames from './tag-names.en.json' with { type: 'json' }
import table from './tag-table.json' with { type: 'json' }

/** How a value is written (ФФД, приложение 2 к приказу ЕД-7-20/662@): little-endian throughout, text in CP866. */
export type TagType = 'byte' | 'uint16' | 'uint32' | 'unixtime' | 'vln' | 'fvln' | 'string' | 'bytes' | 'stlv'

export interface Meaning {
  readonly ru: string
  readonly en: string
}

export interface TagDefinition {
  readonly tag: number
  readonly type: TagType
  readonly name: Meaning
  /** Exact length in bytes, if the format fixes it. */
  readonly length: number | undefined
  readonly maxLength: number | undefined
  /** Meaning of each value. */
  readonly values: ReadonlyMap<number, Meaning> | undefined
  /** Meaning of each set bit, bit 0 least significant. */
  readonly bits: ReadonlyMap<number, Meaning> | undefined
  /** A whole number of kopecks. */
  readonly money: boolean
}

interface TableRow {
  readonly tag: number
  readonly type: string
  readonly ru: string
  readonly length?: number
  readonly maxLength?: number
  readonly values?: Readonly<Record<string, string>>
  readonly bits?: Readonly<Record<string, string>>
}

/** Numbers that are written as VLN and are no money: codes, document numbers, parts of a whole. */
const plainNumbers = new Set([1096, 1121, 1123, 1293, 1294])

/** Requisites that are 1 or 0 without a table of their own. */
const flags = new Set([1001, 1002, 1050, 1051, 1052, 1053, 1056, 1108, 1109, 1110, 1125, 1126, 1193, 1207, 1221])
const yesOrNo: ReadonlyMap<number, Meaning> = new Map([
  [0, { ru: 'нет', en: 'no' }],
  [1, { ru: 'да', en: 'yes' }],
])

const english: {
  readonly names: Readonly<Record<string, string>>
  readonly meanings: Readonly<Record<string, string>>
} = englishNames

function meanings(texts: Readonly<Record<string, string>> | undefined): ReadonlyMap<number, Meaning> | undefined {
  if (!texts) return undefined
  return new Map(Object.entries(texts).map(([value, ru]) => [Number(value), { ru, en: english.meanings[ru] ?? ru }]))
}

const all: readonly TagDefinition[] = (table as readonly TableRow[]).map((row) => ({
  tag: row.tag,
  type: row.type as TagType,
  name: { ru: row.ru, en: english.names[String(row.tag)] ?? row.ru },
  length: row.length,
  maxLength: row.maxLength,
  values: flags.has(row.tag) ? yesOrNo : meanings(row.values),
  bits: meanings(row.bits),
  money: row.type === 'vln' && !plainNumbers.has(row.tag),
}))

/** Looked up for every element of every document: a list by number is several times faster than a map. */
const byNumber: (TagDefinition | undefined)[] = []
for (const definition of all) byNumber[definition.tag] = definition

/** What the tables of ФФД 1.05, 1.1 and 1.2 say of a tag; `undefined` for a tag that they lack. */
export function findTag(tag: number): TagDefinition | undefined {
  return byNumber[tag]
}

/** Every known tag, in ascending order. */
export function allTags(): readonly TagDefinition[] {
  return [...all].sort((left, right) => left.tag - right.tag)
}
