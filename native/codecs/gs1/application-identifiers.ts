import { dictionaryData } from './dictionary-data.ts'
import { findLinter, linters, type Linter } from './linters.ts'
import { russianTitles } from './russian-titles.ts'

/** A piece of a value: how long it is and which rules it keeps, its character set first. */
export interface Component {
  readonly minimum: number
  readonly maximum: number
  readonly optional: boolean
  readonly rules: readonly Linter[]
}

export interface ApplicationIdentifier {
  readonly ai: string
  readonly components: readonly Component[]
  /** Value's length where the first two digits fix it, so that no FNC1 ends it (GS1 General Specifications, §7.8.5). */
  readonly predefinedLength: number | undefined
  readonly maximum: number
  readonly title: { readonly ru: string; readonly en: string }
}

/** Length of the whole element string by its first two digits, where it is predefined; GS1 General Specifications, figure 7.8.5-2. */
const predefinedTotals: Readonly<Record<string, number>> = {
  '00': 20,
  '01': 16,
  '02': 16,
  '03': 16,
  '04': 18,
  ...Object.fromEntries([11, 12, 13, 14, 15, 16, 17, 18, 19].map((prefix) => [prefix, 8])),
  '20': 4,
  ...Object.fromEntries([31, 32, 33, 34, 35, 36].map((prefix) => [prefix, 10])),
  '41': 16,
}

const characterSetRules: Readonly<Record<string, Linter>> = {
  N: linters.csetnumeric,
  X: linters.cset82,
  Y: linters.cset39,
  Z: linters.cset64,
}

const table = new Map<string, ApplicationIdentifier>()
for (const line of dictionaryData.trim().split('\n')) addLine(line)

/** The identifier that `text` has at `offset`. Identifiers are prefix-free, so at most one fits. */
export function identifierAt(text: string, offset: number): ApplicationIdentifier | undefined {
  for (const length of [2, 3, 4]) {
    const found = table.get(text.slice(offset, offset + length))
    if (found && offset + length <= text.length) return found
  }
  return undefined
}

export function findIdentifier(ai: string): ApplicationIdentifier | undefined {
  return table.get(ai)
}

/** Names what is wrong with `value`: the length, or the first rule broken. `undefined` if nothing is. */
export function problemOf(identifier: ApplicationIdentifier, value: string): string | undefined {
  if (value === '') return 'EMPTY_VALUE'
  let offset = 0
  for (const component of identifier.components) {
    const part = value.slice(offset, offset + component.maximum)
    if (component.optional && part === '') continue
    if (part.length < component.minimum) return 'INCORRECT_LENGTH'
    for (const rule of component.rules) {
      const problem = rule(part)
      if (problem) return problem
    }
    offset += part.length
  }
  return offset < value.length ? 'INCORRECT_LENGTH' : undefined
}

/** True if `value` is as long as the identifier allows, whatever stands in it. */
export function lengthFits(identifier: ApplicationIdentifier, value: string): boolean {
  const fixed = identifier.components.every(
    (component) => !component.optional && component.minimum === component.maximum,
  )
  return fixed ? value.length === identifier.maximum : value.length > 0 && value.length <= identifier.maximum
}

function addLine(line: string): void {
  const [left = '', title = ''] = line.split(' # ')
  const [range = '', ...formats] = left.trim().split(/\s+/u)
  const components = formats.map(readComponent)
  const [first = '', last = first] = range.split('-')
  for (let number = Number(first); number <= Number(last); number++) {
    const ai = String(number).padStart(first.length, '0')
    const total = predefinedTotals[ai.slice(0, 2)]
    table.set(ai, {
      ai,
      components,
      predefinedLength: total === undefined ? undefined : total - ai.length,
      maximum: components.reduce((sum, component) => sum + component.maximum, 0),
      title: { ru: russianTitles[ai] ?? russianTitles[ai.slice(0, 3)] ?? title, en: title },
    })
  }
}

function readComponent(format: string): Component {
  const [kind = '', ...names] = format.replace(/[[\]]/gu, '').split(',')
  const match = /^([NXYZ])(\.\.)?(\d+)$/u.exec(kind)
  if (!match) throw new RangeError(`Not a component: ${format}`)
  const [, set = '', upTo, length = ''] = match
  const rules = [characterSetRules[set], ...names.map(findLinter)].filter((rule) => rule !== undefined)
  return { minimum: upTo ? 1 : Number(length), maximum: Number(length), optional: format.startsWith('['), rules }
}
