import { readFileSync } from 'node:fs'
import { fromHexadecimal } from '../../native/codecs/hexadecimal.ts'
import type { DecodedValue, Direction, WireFormat } from '../../native/codecs/wire-format.ts'

/** One entry of a file of vectors. */
export interface Vector {
  readonly id: string
  readonly protocol: string
  readonly direction: string
  readonly hex?: string
  readonly text?: string
  readonly decoded: Readonly<Record<string, unknown>>
}

export function readVectors(name: string): readonly Vector[] {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Vector[]
}

/** What the vectors' authors say of an entry, rather than what its bytes hold. */
const commentary = new Set(['note', 'rule'])

/** Paths at which `expected` asks for what `actual` does not say; empty if `actual` is a superset. */
export function missing(expected: unknown, actual: unknown, path = ''): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [`${path}: ${JSON.stringify(expected)} ≠ ${JSON.stringify(actual)}`]
    return expected.flatMap((item, index) => missing(item, actual[index], `${path}[${index}]`))
  }
  if (typeof expected === 'object' && expected !== null) {
    const record = (typeof actual === 'object' && actual !== null ? actual : {}) as Record<string, unknown>
    return Object.entries(expected)
      .filter(([name]) => !commentary.has(name))
      .flatMap(([name, value]) => missing(value, record[name], `${path}.${name}`))
  }
  return Object.is(expected, actual) ? [] : [`${path}: ${JSON.stringify(expected)} ≠ ${JSON.stringify(actual)}`]
}

export function decodeVector(format: WireFormat, vector: Vector): Readonly<Record<string, DecodedValue>> {
  const bytes = vector.hex === undefined ? new TextEncoder().encode(vector.text ?? '') : fromHexadecimal(vector.hex)
  return format.decode({ bytes, dialect: vector.protocol, direction: directionOf(vector) }).value
}

function directionOf({ direction }: Vector): Direction {
  return /^(?:host|POS|scan)\b.*->/u.test(direction) ? 'to-device' : 'from-device'
}
