import type { DecodedValue } from '../wire-format.ts'
import type { LocatedJson } from './located-json.ts'

/** A value that is no object and no list (or an empty one), with its way from the outside in and its bytes. */
export interface Leaf {
  /** `shiftInfo.num`, `CheckStrings[0].Register.Tax`. */
  readonly name: string
  readonly path: readonly (string | number)[]
  readonly value: DecodedValue
  readonly offset: number
  readonly length: number
}

/** Every leaf, in the order of the bytes. */
export function leavesOf(json: LocatedJson, path: readonly (string | number)[] = []): Leaf[] {
  const { members, items, value, offset, length } = json
  if (members && members.size > 0) {
    return [...members].flatMap(([name, member]) => leavesOf(member, [...path, name]))
  }
  if (items && items.length > 0) return items.flatMap((item, index) => leavesOf(item, [...path, index]))
  return [{ name: nameOf(path), path, value, offset, length }]
}

function nameOf(path: readonly (string | number)[]): string {
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  return name.replace(/^\./u, '') || 'value'
}
